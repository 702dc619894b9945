import { isJsonList, isJsonObject, type JsonValue } from '../../definition/template/json-value.ts';

/** Delimiters that no template has: the two are private-use characters of Unicode. */
const open = '\uE000';
const close = '\uE001';
const whole = new RegExp(`^${open}([A-Za-z0-9]+)${close}$`);
const anywhere = new RegExp(`${open}([A-Za-z0-9]+)${close}`, 'g');

/** Text that stands for the `Ref` of a resource while the values around it are worked out. */
export function referTo(logicalId: string): string {
  return `${open}${logicalId}${close}`;
}

/** Turns the stand-ins inside a value into `Ref` and `Fn::Sub`. */
export function withReferences(value: JsonValue): JsonValue {
  if (typeof value === 'string') return textWithReferences(value);
  if (isJsonList(value)) return value.map(withReferences);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, withReferences(inside)]));
}

function textWithReferences(text: string): JsonValue {
  const [, logicalId] = whole.exec(text) ?? [];
  if (logicalId !== undefined) return { Ref: logicalId };
  if (!text.includes(open)) return text;
  const literal = text.replaceAll('${', '${!');
  return { 'Fn::Sub': literal.replace(anywhere, (_stand, id: string) => `\${${id}}`) };
}
