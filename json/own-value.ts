/**
 * What a record has of its own under a key that comes from outside, such as a name in a template: `constructor` and its
 * like must not find what every object has.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
