/** The fields of an object with these keys, in the object's own order. */
export function only<Fields extends object, Key extends keyof Fields>(
  fields: Fields,
  keys: readonly Key[],
): Pick<Fields, Key>;
export function only(fields: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));
}
