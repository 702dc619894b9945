import { propertyLeaves } from '../../definition/properties/property-leaves.ts';
import { standingAt } from '../../definition/properties/schema-node.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import { ownValue } from '../../json/own-value.ts';
import { provisionOf } from '../providers/resource-table.ts';

/** How many of a template's properties act, act with a difference, are only recorded, or belong to what is absent. */
export interface PropertyAccount {
  readonly total: number;
  readonly acting: number;
  readonly approximated: number;
  readonly recorded: number;
  readonly absent: number;
}

type Outcome = Exclude<keyof PropertyAccount, 'total'>;

/** Counts every property of a template by what becomes of it locally. */
export function accountOf(template: ResolvedTemplate): PropertyAccount {
  const outcomes = template.resources.flatMap(outcomesOf);
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  return {
    total: outcomes.length,
    acting: count('acting'),
    approximated: count('approximated'),
    recorded: count('recorded'),
    absent: count('absent'),
  };
}

function outcomesOf(resource: ResolvedResource): readonly Outcome[] {
  return propertyLeaves(resource.properties).map(({ path }) => outcomeOf(resource, path));
}

function outcomeOf({ logicalId, type }: ResolvedResource, path: readonly string[]): Outcome {
  const { faithfulness } = provisionOf(logicalId, type);
  if (faithfulness === 'absent' || faithfulness === 'recorded') return faithfulness;
  const schema = ownValue(resourceSchemas, type);
  switch (schema === undefined ? undefined : standingAt(schema, path)?.kind) {
    case 'recorded':
      return 'recorded';
    case 'approximated':
      return 'approximated';
    default:
      return 'acting';
  }
}
