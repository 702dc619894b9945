import type { JsonValue } from '../template/json-value.ts';
import { type Place, unresolvedReference } from './place.ts';
import type { Scope } from './resolver.ts';

/**
 * A parameter's given value or its default. The default of an SSM parameter type is the name of an SSM
 * parameter, not a value, so such a parameter has to be given.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export function readParameter(name: string, place: Place, scope: Scope): JsonValue {
  const declared = scope.stack.template.Parameters[name];
  const isSsm = declared?.Type.startsWith('AWS::SSM::Parameter::Value<') ?? false;
  const value = scope.inputs.parameters?.[name] ?? (isSsm ? undefined : declared?.Default);
  if (value === undefined) {
    throw unresolvedReference(place, name, `a parameter of type ${declared?.Type} that was given no value`);
  }
  return isList(declared?.Type ?? '') && typeof value === 'string' ? splitList(value) : value;
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.includes('List<');
}

function splitList(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((element) => element.trim());
}
