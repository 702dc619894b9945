import { z } from 'zod';
import { uniqueList } from './unique-list.ts';

/** Text; CloudFormation takes a number or a boolean for it too. */
export const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

/** A number, or the same as text. */
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'expected a number')
    .transform(Number),
]);

/** A whole number within bounds, or the same as text. */
export function wholeNumber(from: number, to: number) {
  return number.refine(
    (value) => Number.isInteger(value) && value >= from && value <= to,
    `expected a whole number from ${from} to ${to}`,
  );
}

/** A boolean, or the same as text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

/** Text that a function checks: it returns why the text is not valid, or undefined if it is. */
export function refinedBy(whyBad: (value: string) => string | undefined) {
  return text.superRefine((value, context) => {
    const message = whyBad(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

export const texts = z.array(text);

/** `[{Key, Value}]`, as tags are written: each key once. */
export const keyValueList = uniqueList(z.strictObject({ Key: text, Value: text.default('') }), 'Key');

/** The same, as a record. */
export const keyValues = keyValueList.transform((entries) =>
  Object.fromEntries(entries.map(({ Key, Value }) => [Key, Value])),
);

/** An object of text values. */
export const textRecord = z.record(z.string(), text);

const entries = uniqueList(z.strictObject({ Key: text, Value: text }), 'Key');

/**
 * `[{Key, Value}]` with a schema by key, as attributes of a load balancer are written: give a strict object, so that
 * a key that it does not have is an error.
 */
export function keyed<Schema extends z.ZodType>(byKey: Schema) {
  return z.preprocess((value = [], context) => {
    const parsed = entries.safeParse(value);
    if (parsed.success) return Object.fromEntries(parsed.data.map(({ Key, Value }) => [Key, Value]));
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  }, byKey);
}
