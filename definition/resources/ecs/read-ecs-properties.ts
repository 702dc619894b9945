import type { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import {
  badProperty,
  mainIssue,
  propertyFailure,
  unsupportedProperty,
} from '../../properties/read-properties.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../template/json-value.ts';
import { apiName, apiNames, misspelled, userNamed } from './api-names.ts';
import { parseWithScalarTypes } from './scalar-types.ts';

/**
 * Parses the properties of an ECS resource with the schema of ECS's API, which its own operations use too. Fails as
 * `readProperties` does, with the names as the template spells them.
 */
export function readEcsProperties<Schema extends z.ZodType>(
  resource: ResolvedResource,
  schema: Schema,
): z.output<Schema> {
  const unknown = misspelled(resource.properties);
  if (unknown !== undefined) {
    throw unsupportedProperty(resource, unknown, 'CloudFormation’s names begin with a capital letter');
  }
  const parsed = parseWithScalarTypes(schema, apiNames(resource.properties));
  if (parsed.success) return parsed.data;
  const issue = mainIssue(parsed.error);
  if (issue === undefined) throw badProperty(resource, [], 'invalid', parsed.error);
  throw propertyFailure(resource, asInTemplate(resource, issue), parsed.error);
}

function asInTemplate({ properties }: ResolvedResource, issue: z.core.$ZodIssue): z.core.$ZodIssue {
  const path = templatePath(properties, issue.path);
  if (issue.code !== 'unrecognized_keys') return { ...issue, path };
  const keys = issue.keys.map((key) => String(templatePath(properties, [...issue.path, key]).at(-1)));
  return { ...issue, path, keys };
}

/** A path in the API's form as the template writes it. */
export function templatePath(properties: JsonValue, path: readonly PropertyKey[]): PropertyKey[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  if (isJsonList(properties)) return [step, ...templatePath(properties[Number(step)] ?? null, rest)];
  const written = isJsonObject(properties)
    ? Object.keys(properties).find((name) => name === step || apiName(name) === step)
    : undefined;
  const name = written ?? capitalized(String(step));
  const below = isJsonObject(properties) ? ownValue(properties, name) : undefined;
  return userNamed.has(name) ? [name, ...rest] : [name, ...templatePath(below ?? null, rest)];
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
