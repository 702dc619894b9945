import type { JsonObject } from '../template/json-value.ts';

/** The function that an object calls (`Ref`, `Condition`, `Fn::...`), or undefined if it is plain data. */
export function intrinsicKey(object: JsonObject): string | undefined {
  const keys = Object.keys(object);
  const called = keys.find((key) => key.startsWith('Fn::'));
  if (called !== undefined) return called;
  const [only] = keys;
  return keys.length === 1 && (only === 'Ref' || only === 'Condition') ? only : undefined;
}
