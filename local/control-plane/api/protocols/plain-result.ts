/** A result in plain values for JSON and CBOR: undefined members are left out, maps become objects. */
export function plainResult(value: unknown, timestamp: (date: Date) => unknown): unknown {
  if (value instanceof Date) return timestamp(value);
  if (Array.isArray(value)) return value.map((item) => plainResult(item, timestamp));
  if (typeof value !== 'object' || value === null) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const defined = entries.filter(([, member]) => member !== undefined);
  return Object.fromEntries(defined.map(([name, member]) => [name, plainResult(member, timestamp)]));
}
