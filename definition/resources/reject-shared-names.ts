import { rejectDuplicates } from '../properties/reject-duplicates.ts';
import type { ResolvedResource, ResolvedTemplate } from '../resolution/resolved-template.ts';
import { isJsonObject, type JsonValue } from '../template/json-value.ts';
import { type Naming, resourceNames } from './resource-names.ts';

/**
 * Fails with `TEMPLATE_BAD_PROPERTY` for two resources of one type and one name, of which CloudFormation creates the
 * first alone (`AlreadyExists`). A resource without a name has the one that it gets here, which has no random end.
 */
export function rejectSharedNames(template: ResolvedTemplate): void {
  for (const [type, resources] of Map.groupBy(template.resources, (resource) => resource.type)) {
    const naming = Object.hasOwn(resourceNames, type) ? resourceNames[type] : undefined;
    if (naming === undefined) continue;
    const items = resources.map((resource) => ({ resource }));
    rejectDuplicates(items, naming.path, ({ resource }) => keyOf(resource, naming, template.stackName));
  }
}

function keyOf({ logicalId, properties }: ResolvedResource, naming: Naming, stackName: string): string {
  const written = naming.path.reduce<JsonValue | undefined>(memberOf, properties);
  const name = String(written ?? `${stackName}-${logicalId}`);
  const scope = (naming.within ?? []).map((property) => nameInArn(properties[property] ?? null));
  return JSON.stringify([naming.ignoresCase ? name.toLowerCase() : name, scope]);
}

/** What is named by its name in one place may be so by its ARN in another. */
function nameInArn(value: JsonValue): JsonValue {
  return typeof value === 'string' && value.startsWith('arn:') ? (value.split('/').at(-1) ?? value) : value;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}
