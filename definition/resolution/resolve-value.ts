import { Failure } from '../../failure/failure.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../template/json-value.ts';
import { conditionFunctions } from './condition-functions.ts';
import { intrinsicKey } from './intrinsic-key.ts';
import { listFunctions } from './list-functions.ts';
import { lookupFunctions } from './lookup-functions.ts';
import { describePlace, type Place, show } from './place.ts';
import { referenceFunctions } from './reference-functions.ts';
import { type Intrinsic, noValue, type Resolved, type Scope } from './resolver.ts';
import { stringFunctions } from './string-functions.ts';

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map(
  Object.entries({
    ...referenceFunctions,
    ...stringFunctions,
    ...listFunctions,
    ...conditionFunctions,
    ...lookupFunctions,
  }),
);

/**
 * Replaces every intrinsic function in a value by what it stands for; keys and elements that are
 * `AWS::NoValue` are left out. Dynamic references (`{{resolve:...}}`) stay as they are.
 * Fails with `TEMPLATE_UNKNOWN_FUNCTION`, `TEMPLATE_UNRESOLVED_REFERENCE` or `TEMPLATE_BAD_ARGUMENT`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function resolveValue(value: JsonValue, place: Place, scope: Scope): Resolved {
  if (isJsonList(value)) return resolveList(value, place, scope);
  if (!isJsonObject(value)) return value;
  const name = intrinsicKey(value);
  // `Condition` is a function only inside conditions; elsewhere it is a key like any other.
  return name === undefined || name === 'Condition'
    ? resolveObject(value, place, scope)
    : callIntrinsic(name, value, place, scope);
}

function callIntrinsic(name: string, call: JsonObject, place: Place, scope: Scope): Resolved {
  const intrinsic = intrinsics.get(name);
  const argument = call[name];
  if (intrinsic === undefined || argument === undefined || Object.keys(call).length > 1) {
    throw new Failure(
      'TEMPLATE_UNKNOWN_FUNCTION',
      `${describePlace(place)} calls ${name}, which is not known here: ${show(call)}.`,
      { hint: `Known functions: ${[...intrinsics.keys()].join(', ')}. Use one of them in the CDK app.` },
    );
  }
  return intrinsic(argument, [...place, name], scope, resolveValue);
}

function resolveList(list: readonly JsonValue[], place: Place, scope: Scope): JsonValue {
  return list
    .map((element, index) => resolveValue(element, [...place, index], scope))
    .filter((element) => element !== noValue);
}

function resolveObject(object: JsonObject, place: Place, scope: Scope): JsonValue {
  const entries = Object.entries(object).flatMap(([key, value]) => {
    const resolved = resolveValue(value, [...place, key], scope);
    return resolved === noValue ? [] : [[key, resolved] as const];
  });
  return Object.fromEntries(entries);
}
