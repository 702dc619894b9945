import { describePlace, type Place, show } from '../../definition/resolution/place.ts';
import { holdsDynamicReference } from '../../definition/resolution/read-dynamic-references.ts';
import type { ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../definition/template/json-value.ts';
import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import { provisionOf } from './resource-table.ts';

/** Where the value of a secret is looked up, because whoever provides the type needs it. */
const lookedUp: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': ['MasterUsername', 'MasterUserPassword'],
  'AWS::ElastiCache::ReplicationGroup': ['AuthToken'],
};

/**
 * Fails with `TEMPLATE_DYNAMIC_REFERENCE` for a property that would hold the value of a secret on AWS and would hold
 * the reference's text here, or fail in LocalStack, where secrets get their values after the deployment has begun.
 * Where nothing acts on a resource, nothing misses the value.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function rejectSecretReferences(template: ResolvedTemplate): void {
  for (const { logicalId, type, properties } of template.resources) {
    if (!holdsDynamicReference(properties)) continue;
    if (provisionOf(logicalId, type).provider === 'none') continue;
    for (const [name, value] of Object.entries(properties)) {
      if (ownValue(lookedUp, type)?.includes(name)) continue;
      const found = findReference(value, [logicalId, name]);
      if (found !== undefined) throw notRead(found, type);
    }
  }
}

interface Found {
  readonly place: Place;
  readonly text: string;
}

function findReference(value: JsonValue, place: Place): Found | undefined {
  if (typeof value === 'string') return value.includes('{{resolve:') ? { place, text: value } : undefined;
  const below = isJsonList(value) ? value : isJsonObject(value) ? value : {};
  return Object.entries(below)
    .map(([key, inside]) => findReference(inside, [...place, key]))
    .find((found) => found !== undefined);
}

function notRead({ place, text }: Found, type: string): Failure {
  const where = `${describePlace(place)} (${type})`;
  return new Failure(
    'TEMPLATE_DYNAMIC_REFERENCE',
    `${where} is ${show(text)}: secret values are never written into the local definition.`,
    {
      hint: 'Pass a secret to a container under Secrets; elsewhere, use a plain value in the CDK app if the environment is local.',
    },
  );
}
