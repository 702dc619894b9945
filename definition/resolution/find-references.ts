import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../template/json-value.ts';

/** The logical ids that a value refers to by `Ref`, `Fn::GetAtt` or `Fn::Sub`, pseudo parameters left out. */
export function findReferences(value: JsonValue): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const known = found.get(value) ?? [...new Set(collect(value))];
  found.set(value, known);
  return known;
}

/** A template is asked for the same references again and again, and no part of it ever changes. */
const found = new WeakMap<object, readonly string[]>();

function collect(value: JsonValue): readonly string[] {
  if (isJsonList(value)) return value.flatMap(collect);
  if (!isJsonObject(value)) return [];
  return [...ownReference(value), ...Object.values(value).flatMap(collect)];
}

function ownReference(object: JsonObject): readonly string[] {
  const { Ref: ref, 'Fn::GetAtt': getAtt, 'Fn::Sub': sub } = object;
  if (typeof ref === 'string') return ref.startsWith('AWS::') ? [] : [ref];
  if (typeof getAtt === 'string') return [getAtt.split('.')[0] ?? ''];
  if (getAtt !== undefined && isJsonList(getAtt) && typeof getAtt[0] === 'string') return [getAtt[0]];
  return sub === undefined ? [] : substituted(sub);
}

function substituted(argument: JsonValue): readonly string[] {
  const [body, variables] = isJsonList(argument) ? argument : [argument];
  if (typeof body !== 'string') return [];
  const own = variables !== undefined && isJsonObject(variables) ? Object.keys(variables) : [];
  return [...body.matchAll(/\$\{([^}!]+)\}/g)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((name) => !name.startsWith('AWS::') && !own.includes(name))
    .map((name) => name.split('.')[0] ?? '');
}
