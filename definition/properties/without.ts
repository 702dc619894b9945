/** The fields of an object other than those of another. */
export function without<Fields extends object, Others extends object>(
  fields: Fields,
  others: Others,
): Omit<Fields, keyof Others>;
export function without(fields: object, others: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !Object.hasOwn(others, key)));
}
