import type { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { withoutNulls } from '../protocols/without-nulls.ts';

/**
 * A request's body by the operation's schema. Members that are not known are ignored and a null is an absent
 * member, as in AWS's protocol. A value of a wrong type raises `SerializationException`; one that is missing or
 * out of its range, `InvalidParameterException`. Both name the member.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const input = withoutUnknown(schema, withoutNulls(body));
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) throw new AwsError('InvalidParameterException', 'The input is not valid.');
  throw inputError(issue, input);
}

/** The schemas of ECS, which templates are read with too, refuse what they do not know; its protocol does not. */
function withoutUnknown(schema: z.ZodType, input: unknown): unknown {
  const issues = schema.safeParse(input).error?.issues ?? [];
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  return unknown.length === 0 ? input : withoutUnknown(schema, unknown.reduce(without, input));
}

function without(value: unknown, [step, ...rest]: readonly PropertyKey[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? without(item, rest) : item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== step);
  return Object.fromEntries(
    entries.map(([name, member]) => [name, name === step ? without(member, rest) : member]),
  );
}

function inputError(issue: z.core.$ZodIssue, input: unknown): AwsError {
  const member = issue.path.map(String).join('.');
  if (issue.code !== 'invalid_type') {
    return new AwsError('InvalidParameterException', `Invalid value for ${member}: ${issue.message}.`);
  }
  return valueAt(input, issue.path) === undefined
    ? new AwsError('InvalidParameterException', `${member} cannot be empty.`)
    : new AwsError('SerializationException', `Wrong type of ${member || 'the input'}: ${issue.message}.`);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
