import { Failure } from '../../failure/failure.ts';
import type { JsonValue } from '../template/json-value.ts';
import type { TemplateParameter } from '../template/template.ts';
import { wholeText, whyReadOtherwise } from './java-pattern.ts';
import { parameterTypes } from './parameter-types.ts';
import { show } from './place.ts';

/**
 * Fails with `TEMPLATE_BAD_PARAMETER` for a value that the template's own rules for the parameter do not allow.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function checkParameter(name: string, value: JsonValue, declared: TemplateParameter): void {
  rejectUnreadable(name, declared);
  const why = whyBad(value, declared);
  if (why === undefined) return;
  const shown = declared.NoEcho ? '****' : show(value);
  const said = declared.ConstraintDescription ?? why;
  throw new Failure('TEMPLATE_BAD_PARAMETER', `The parameter ${name} is ${shown}: ${said}.`, {
    hint: `Give it another value: npx -y pnpm@12 local:up --parameter ${name}=VALUE`,
  });
}

/** CloudFormation reads a pattern as Java does, which has forms of its own, such as `(?i)`. */
function rejectUnreadable(name: string, { AllowedPattern: pattern, Type }: TemplateParameter): void {
  if (!parameterTypes.has(Type)) {
    throw new Failure(
      'TEMPLATE_BAD_PARAMETER',
      `The parameter ${name} is of type ${Type}, which CloudFormation does not have.`,
      {
        hint: 'Correct its type in the CDK app, such as String, Number or CommaDelimitedList.',
      },
    );
  }
  if (pattern === undefined) return;
  try {
    const why = whyReadOtherwise(pattern);
    if (why !== undefined) throw new SyntaxError(why);
    wholeText(pattern);
  } catch (cause) {
    const message = `The AllowedPattern of the parameter ${name} cannot be evaluated locally: ${pattern}.`;
    throw new Failure('TEMPLATE_BAD_PARAMETER', message, {
      hint: 'In the CDK app, write it so that Java and JavaScript interpret it the same way, such as [A-Za-z] instead of (?i)[a-z].',
      cause,
    });
  }
}

function whyBad(value: JsonValue, declared: TemplateParameter): string | undefined {
  const text = String(value);
  const { AllowedValues: allowed, AllowedPattern: pattern } = declared;
  // Of a list, each value has to be allowed.
  const isList = declared.Type === 'CommaDelimitedList' || declared.Type.startsWith('List<');
  const each = isList ? text.split(',').map((one) => one.trim()) : [text];
  if (allowed !== undefined && !each.every((one) => allowed.includes(one))) {
    return `expected one of ${allowed.join(', ')}`;
  }
  if (pattern !== undefined && !each.every((one) => wholeText(pattern).test(one))) {
    return `expected it to match ${pattern}`;
  }
  if (declared.Type === 'List<Number>') {
    return each.map((one) => whyBadNumber(one, declared)).find((why) => why !== undefined);
  }
  if (declared.Type === 'Number') return whyBadNumber(text, declared);
  const { MinLength: least = 0, MaxLength: most = Number.POSITIVE_INFINITY } = declared;
  if (text.length < least) return `expected at least ${least} characters`;
  return text.length > most ? `expected at most ${most} characters` : undefined;
}

function whyBadNumber(text: string, declared: TemplateParameter): string | undefined {
  const number = Number(text);
  const { MinValue: least = Number.NEGATIVE_INFINITY, MaxValue: most = Number.POSITIVE_INFINITY } = declared;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return 'expected a number';
  if (number < least) return `expected at least ${least}`;
  return number > most ? `expected at most ${most}` : undefined;
}
