import { propertyLeaves } from '../../definition/properties/property-leaves.ts';
import { standingAt } from '../../definition/properties/schema-node.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import { ownValue } from '../../json/own-value.ts';
import { provisionOf } from '../providers/resource-table.ts';

/** Something in a template that behaves differently locally than on AWS: a whole resource, or one of its properties. */
export interface Difference {
  readonly logicalId: string;
  readonly type: string;
  /** Such as `DistributionConfig.Enabled`; absent if it is the whole resource. */
  readonly property?: string;
  readonly kind: 'absent' | 'recorded' | 'approximated';
  readonly why: string;
}

/** What differs for the resources of one template, resource by resource. */
export function differencesOf(template: ResolvedTemplate): readonly Difference[] {
  return template.resources.flatMap((resource) => [...ofResource(resource), ...ofProperties(resource)]);
}

function ofResource({ logicalId, type }: ResolvedResource): readonly Difference[] {
  const { faithfulness, why } = provisionOf(logicalId, type);
  return faithfulness === 'as-aws' ? [] : [{ logicalId, type, kind: faithfulness, why }];
}

/** A resource without effect is one difference, so its properties are not listed. */
function ofProperties({ logicalId, type, properties }: ResolvedResource): readonly Difference[] {
  const { faithfulness } = provisionOf(logicalId, type);
  const schema = ownValue(resourceSchemas, type);
  if (schema === undefined || faithfulness === 'absent' || faithfulness === 'recorded') return [];
  const differences = propertyLeaves(properties).flatMap(({ path }): readonly Difference[] => {
    const standing = standingAt(schema, path);
    if (standing === undefined || standing.kind === 'refused') return [];
    return [{ logicalId, type, property: path.join('.'), kind: standing.kind, why: standing.why }];
  });
  return [...new Map(differences.map((each) => [each.property, each])).values()];
}
