import type { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import { show } from '../resolution/place.ts';
import type { ResolvedResource } from '../resolution/resolved-template.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../template/json-value.ts';
import { isRefused } from './standing.ts';

/**
 * Parses a resource's properties with the schema of its type. Fails with `TEMPLATE_BAD_PROPERTY`, naming the
 * logical id, the path and the value of the first property that is bad or missing, or with
 * `TEMPLATE_UNSUPPORTED_PROPERTY` for one that the local environment refuses or does not know.
 */
export function readProperties<Schema extends z.ZodType>(
  resource: ResolvedResource,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const issue = mainIssue(parsed.error);
  throw issue === undefined
    ? badProperty(resource, [], 'invalid', parsed.error)
    : propertyFailure(resource, issue, parsed.error);
}

/** What is refused or not known comes first: a property that is missing is often missing because of it. */
export function mainIssue({ issues }: z.ZodError): z.core.$ZodIssue | undefined {
  return issues.find(isRefused) ?? issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
}

/** The failure for an issue of the schema; its path is one of the resource's properties. */
export function propertyFailure(
  resource: ResolvedResource,
  issue: z.core.$ZodIssue,
  cause: unknown,
): Failure {
  if (issue.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0] ?? ''];
    return unsupportedProperty(resource, path, 'it is not a known property');
  }
  return isRefused(issue)
    ? unsupportedProperty(
        resource,
        issue.path,
        `${show(valueAt(resource.properties, issue.path))}: ${issue.message}`,
      )
    : badProperty(resource, issue.path, issue.message, cause);
}

/** The failure for a property that AWS has and the local environment cannot honour. */
export function unsupportedProperty(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  why: string,
): Failure {
  return new Failure(
    'TEMPLATE_UNSUPPORTED_PROPERTY',
    `${resource.logicalId} (${resource.type}): ${path.join('.')} is not supported locally: ${why}.`,
    { hint: 'In the CDK app, leave the property out if the environment is local, and synthesize it again.' },
  );
}

/** The failure for a property that is well-formed but cannot be, such as a name that nothing has. */
export function badProperty(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  why: string,
  cause?: unknown,
): Failure {
  const value = valueAt(resource.properties, path);
  return new Failure(
    'TEMPLATE_BAD_PROPERTY',
    `${resource.logicalId} (${resource.type}): ${path.join('.')} is ${show(value)}: ${why}.`,
    { hint: 'Correct the property in the CDK app and synthesize it again.', cause },
  );
}

function valueAt(value: JsonValue, path: readonly PropertyKey[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((inside, key) => {
    if (inside === undefined) return undefined;
    if (isJsonList(inside)) return typeof key === 'number' ? inside[key] : valueOfKey(inside, String(key));
    return isJsonObject(inside) ? ownValue(inside, String(key)) : undefined;
  }, value);
}

/** In a list of `{Key, Value}`, a path continues with the key. */
function valueOfKey(entries: readonly JsonValue[], key: string): JsonValue | undefined {
  return entries.filter(isJsonObject).find(({ Key }) => Key === key)?.Value;
}
