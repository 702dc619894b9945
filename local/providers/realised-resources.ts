import type { Template } from '../../definition/template/template.ts';
import type { Faithfulness, Provider } from './realisation.ts';
import { realisationOf } from './resource-table.ts';

/** A resource of a template with what the table says of its type. */
export interface RealisedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly provider: Provider;
  readonly faithfulness: Faithfulness;
  readonly why: string;
}

/** Every resource of a template and who provides it; fails with `REALISATION_UNKNOWN_TYPE`. */
export function realisedResources(template: Template): readonly RealisedResource[] {
  return Object.entries(template.Resources).map(([logicalId, { Type }]) => {
    const { provider, faithfulness, why } = realisationOf(logicalId, Type);
    return { logicalId, type: Type, provider, faithfulness, why };
  });
}

/** Fails with `REALISATION_UNKNOWN_TYPE` for the first resource whose type the table does not have. */
export function rejectUnknownTypes(template: Template): void {
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) realisationOf(logicalId, Type);
}
