import { z } from 'zod';

/** A number; the Query protocol writes each as a text, JSON those that it has no number for, such as NaN. */
export const number = z.preprocess(
  (value) => (typeof value === 'string' && value !== '' ? Number(value) : value),
  z.custom<number>((value) => typeof value === 'number', 'be a number'),
);

/** A whole number from `least`, up to `most`. */
export const integer = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value !== '' ? Number(value) : value),
    z.int().min(least).max(most),
  );

export const flag = z.preprocess(
  (value) => (value === 'true' || value === 'false' ? value === 'true' : value),
  z.boolean(),
);

/** Milliseconds since the epoch: JSON has seconds, Query ISO 8601, and CBOR seconds with a tag. */
export const timestamp = z.preprocess(
  (value) => millisecondsOf(value),
  z.custom<number>((value) => typeof value === 'number' && Number.isFinite(value), 'be a timestamp'),
);

/** A list of at most so many items; the Query protocol writes an empty one as an empty text. */
export const list = <Item extends z.ZodType>(item: Item, most = Infinity) =>
  z.preprocess((value) => (value === '' ? [] : value), z.array(item).max(most));

/** A text of `least` to `most` characters. */
export const text = (least: number, most: number) => z.string().min(least).max(most);

function millisecondsOf(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1000);
  if (typeof value === 'string') return millisecondsOfText(value);
  if (typeof value !== 'object' || value === null) return value;
  return Reflect.get(value, 'tag') === 1 ? millisecondsOf(Reflect.get(value, 'value')) : value;
}

/** A time without a zone is UTC. */
function millisecondsOfText(value: string): number {
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(value) || !value.includes('T');
  return Date.parse(hasZone ? value : `${value}Z`);
}
