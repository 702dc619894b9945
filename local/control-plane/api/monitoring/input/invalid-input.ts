import type { z } from 'zod';
import { AwsError } from '../../aws-error.ts';

type Issue = z.core.$ZodIssue;

/** The codes of an operation for a parameter that is missing, and for one that is wrong. */
export interface InputCodes {
  readonly missing: string;
  readonly wrong: string;
}

/**
 * What is wrong with the input of an operation on alarms, in AWS's words: `1 validation error detected: Value null at
 * 'alarmName' failed to satisfy constraint: Member must not be null`.
 */
export function alarmInputError(issues: readonly Issue[], input: unknown): AwsError {
  const told = issues.map((issue) => {
    const value = valueAt(input, issue.path);
    return `Value ${shown(value)} at '${memberOf(issue.path)}' failed to satisfy constraint: Member must ${constraint(issue, value)}`;
  });
  const count = told.length === 1 ? '1 validation error' : `${told.length} validation errors`;
  return new AwsError('ValidationError', `${count} detected: ${told.join('; ')}`);
}

/**
 * The same for an operation on metrics, which has other words: `The parameter MetricData.member.1.MetricName is
 * required.` Assumed: those for a text that is too long, or that begins with a colon.
 */
export function metricInputError(issues: readonly Issue[], input: unknown, codes: InputCodes): AwsError {
  const isMissing = issues.map((issue) => isAbsent(issue, valueAt(input, issue.path)));
  const told = issues.map((issue, index) => parameterProblem(issue, isMissing[index] === true));
  return new AwsError(isMissing[0] === true ? codes.missing : codes.wrong, told.join('\n'));
}

function constraint(issue: Issue, value: unknown): string {
  if (value === undefined) return 'not be null';
  switch (issue.code) {
    case 'invalid_value':
      return `satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    case 'too_small':
      return `have ${measureOf(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `have ${measureOf(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_type':
      return `be of type ${issue.expected}`;
    default:
      return issue.message;
  }
}

function measureOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}

function parameterProblem(issue: Issue, isMissing: boolean): string {
  const parameter = parameterOf(issue.path);
  if (isMissing) return `The parameter ${parameter} is required.`;
  switch (issue.code) {
    case 'invalid_value':
      return `The parameter ${parameter} must be a value in the set ${setOf(issue)}.`;
    case 'too_big':
      return issue.origin === 'array'
        ? `The collection ${parameter} must not have a size greater than ${issue.maximum}.`
        : `The parameter ${parameter} must not be greater or longer than ${issue.maximum}.`;
    case 'too_small':
      return `The parameter ${parameter} must be greater than or equal to ${issue.minimum}.`;
    case 'invalid_type':
      return `The parameter ${parameter} must be of type ${issue.expected}.`;
    default:
      return `The parameter ${parameter} must ${issue.message}.`;
  }
}

/** AWS puts blanks around a set, unless it is about an item of a list. */
function setOf({ values, path }: Extract<Issue, { code: 'invalid_value' }>): string {
  const blank = typeof path.at(-1) === 'number' ? '' : ' ';
  return `[${blank}${values.map(String).join(', ')}${blank}]`;
}

/** An empty text is none at all. */
function isAbsent(issue: Issue, value: unknown): boolean {
  return value === undefined || (value === '' && issue.code === 'too_small');
}

/** `MetricData.member.1.MetricName`. */
function parameterOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `member.${step + 1}` : String(step)));
  return [...steps, ...(typeof path.at(-1) === 'number' ? ['<list element>'] : [])].join('.');
}

/** `metrics.1.member.metricStat`. */
function memberOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `${step + 1}.member` : lowerFirst(String(step))))
    .join('.');
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function shown(value: unknown): string {
  if (value === undefined) return 'null';
  return typeof value === 'object' ? `'${JSON.stringify(value)}'` : `'${String(value)}'`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
