import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import type { JsonValue } from '../template/json-value.ts';
import type { TemplateParameter } from '../template/template.ts';
import { checkParameter } from './check-parameter.ts';
import { describePlace, type Place, unresolvedReference } from './place.ts';
import type { Scope } from './resolver.ts';
import { readStored } from './stored-parameter.ts';

/**
 * A parameter's given value or its default. Of an SSM parameter type that is the name of a parameter of Parameter
 * Store, whose value it becomes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export function readParameter(name: string, place: Place, scope: Scope): JsonValue {
  const declared = ownValue(scope.stack.template.Parameters, name);
  if (declared === undefined)
    throw unresolvedReference(place, name, 'which is not a parameter of the template');
  const value = ownValue(scope.inputs.parameters, name) ?? declared.Default;
  if (value === undefined) throw withoutValue(name, place, declared);
  checkParameter(name, value, declared);
  const actual = isStored(declared)
    ? readStored(String(value), [...place, name], scope.inputs.stored)
    : value;
  return isList(declared.Type) && typeof actual === 'string' ? splitList(actual) : actual;
}

/** `AWS::SSM::Parameter::Name` is a name and stays one. */
function isStored({ Type }: TemplateParameter): boolean {
  return Type.startsWith('AWS::SSM::Parameter::Value<');
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.includes('List<');
}

function splitList(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((element) => element.trim());
}

function withoutValue(name: string, place: Place, { Type }: TemplateParameter): Failure {
  return new Failure(
    'TEMPLATE_PARAMETER_MISSING',
    `${describePlace(place)} refers to ${name}, a parameter of type ${Type} that has no default and was given no value.`,
    { hint: `Give it a value, which is kept: npx -y pnpm@12 local:up --parameter ${name}=VALUE` },
  );
}
