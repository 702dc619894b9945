import { Failure } from '../../failure/failure.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../template/json-value.ts';
import { describePlace, type Place } from './place.ts';
import type { Scope } from './resolver.ts';
import { readStored } from './stored-parameter.ts';

const reference = /\{\{resolve:(ssm|ssm-secure):([^}]*)\}\}/g;

/**
 * Puts the values of Parameter Store in the place of `{{resolve:ssm:NAME}}` and `{{resolve:ssm:NAME:VERSION}}` inside
 * a resolved value. References to secrets stay as they are: their values are in no definition.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 */
export function readDynamicReferences(value: JsonValue, place: Place, scope: Scope): JsonValue {
  return holdsDynamicReference(value) ? readAll(value, place, scope) : value;
}

/** Whether a text inside a value is a reference that CloudFormation would look up at the deployment. */
export function holdsDynamicReference(value: JsonValue): boolean {
  if (typeof value === 'string') return value.includes('{{resolve:');
  if (isJsonList(value)) return value.some(holdsDynamicReference);
  return isJsonObject(value) && Object.values(value).some(holdsDynamicReference);
}

function readAll(value: JsonValue, place: Place, scope: Scope): JsonValue {
  if (typeof value === 'string') return readText(value, place, scope);
  if (isJsonList(value)) {
    return value.map((element, index) => readAll(element, [...place, index], scope));
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(
    ([key, inside]) => [key, readAll(inside, [...place, key], scope)] as const,
  );
  return Object.fromEntries(entries);
}

function readText(text: string, place: Place, scope: Scope): string {
  return text.replace(reference, (whole, service: string, name: string) => {
    if (service === 'ssm') return readStored(name, place, scope.inputs.stored);
    throw new Failure(
      'TEMPLATE_DYNAMIC_REFERENCE',
      `${describePlace(place)} contains ${whole}: secure strings of Parameter Store are not resolved locally.`,
      {
        hint: 'Keep the value in Secrets Manager, or pass it to a container under Secrets.',
      },
    );
  });
}
