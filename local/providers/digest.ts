import { createHash } from 'node:crypto';

/** SHA-256, in hexadecimal, of a value's JSON with keys in order. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inside,
  );
}
