import type { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { invalid } from '../errors.ts';

/**
 * A request's body by the operation's schema. Unknown members are ignored, and a null is an absent member. What is wrong
 * raises `ValidationException`, in the words of AWS's own validation; a value of a wrong type, `SerializationException`.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const input = withoutNulls(body);
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? invalid('The input is not valid') : inputError(issue);
}

function inputError(issue: z.core.$ZodIssue): AwsError {
  const member = memberName(issue.path);
  if (issue.code === 'custom') return invalid(issue.message);
  if (issue.code === 'invalid_type' && issue.input !== undefined) {
    return new AwsError('SerializationException', `Wrong type of ${member || 'the input'}: ${issue.message}`);
  }
  const value = issue.input === undefined ? 'null' : `'${String(issue.input)}'`;
  return invalid(
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: Member must ${constraint(issue)}`,
  );
}

function constraint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return 'not be null';
    case 'invalid_value':
      return issue.input === undefined
        ? 'not be null'
        : `satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'invalid_format':
      return `satisfy regular expression pattern: ${'pattern' in issue ? plainPattern(issue.pattern) : issue.format}`;
    case 'too_small':
      return `have ${sizeOf(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `have ${sizeOf(issue.origin)} less than or equal to ${issue.maximum}`;
    default:
      return `be valid: ${issue.message}`;
  }
}

function sizeOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}

/** A pattern of AWS's, which a value has to match as a whole. */
export const wholePattern = (pattern: string) => new RegExp(`^(?:${pattern})$`);

const printable = '[ -~]+';

/** AWS's `\p{Print}+`, which is ASCII alone. */
export const printablePattern = wholePattern(printable);

/** As AWS shows it: without what JavaScript needs around it, and in the words of Java. */
function plainPattern(pattern = ''): string {
  const plain = pattern.replace(/^\/(?:\^\(\?:)?|(?:\)\$)?\/[a-z]*$/g, '');
  return plain === printable ? '\\p{Print}+' : plain;
}

function memberName(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `${step + 1}.member` : lowerFirst(String(step))))
    .join('.');
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
}
