/**
 * A record's own value for a key from outside, such as a name in a template: keys such as `constructor` must
 * not find inherited members.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
