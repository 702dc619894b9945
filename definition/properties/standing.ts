import { z } from 'zod';

/** How a property is treated locally if it does not behave as on AWS. */
export interface Standing {
  /** It has no effect; it takes effect with a difference; or setting it is an error. */
  readonly kind: 'recorded' | 'approximated' | 'refused';
  /** The reason, as a sentence: a row of `docs/differences.md`, or part of an error. */
  readonly why: string;
}

/** The standing of each schema node. Nodes that are not registered behave as on AWS. */
export const standings = z.registry<Standing>();

/** A property that is accepted, with values that a schema may limit, but has no effect locally. */
export function recorded(why: string): z.ZodOptional<z.ZodType>;
export function recorded<Values extends z.ZodType>(why: string, values: Values): z.ZodOptional<Values>;
export function recorded(why: string, values: z.ZodType = z.json()) {
  return values.optional().register(standings, { kind: 'recorded', why });
}

/**
 * A property that cannot be honoured, so that setting it is an error. Empty values are accepted: descriptions that AWS
 * returns, and that clients send back with a change, are full of them.
 */
export function refused(why: string) {
  return z
    .json()
    .refine(isEmpty, { error: why, params: { [isUnsupported]: true } })
    .optional()
    .register(standings, { kind: 'refused', why });
}

/** Marks a schema issue as one for a feature of AWS that is not supported locally. */
const isUnsupported = 'isUnsupported';

/** Whether a parse failed because of an unsupported property, not an invalid value. */
export function isRefused(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.[isUnsupported] === true;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === '';
}

/** A property that takes effect with a difference. */
export function approximated<Schema extends z.ZodType>(schema: Schema, why: string): Schema {
  standings.add(schema, { kind: 'approximated', why });
  return schema;
}

/** The reasons by value, or a function that returns the reason for a value, or undefined if it is honoured. */
type Reasons = Readonly<Record<string, string>> | ((value: string) => string | undefined);

/**
 * A property with some values that AWS has and that cannot be honoured, each with its reason: such a value is an error
 * like an unsupported property, unlike a value that AWS itself would reject.
 */
export function withoutValues<Schema extends z.ZodType>(schema: Schema, reasons: Reasons) {
  return z.preprocess((value, context) => {
    const why = isScalar(value) ? reasonFor(String(value), reasons) : undefined;
    if (why !== undefined)
      context.addIssue({ code: 'custom', message: why, params: { [isUnsupported]: true } });
    return value;
  }, schema);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function reasonFor(value: string, reasons: Reasons): string | undefined {
  if (typeof reasons === 'function') return reasons(value);
  return Object.hasOwn(reasons, value) ? reasons[value] : undefined;
}
