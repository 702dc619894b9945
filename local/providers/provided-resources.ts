import type { Template } from '../../definition/template/template.ts';
import type { Faithfulness, Provider } from './provision.ts';
import { provisionOf } from './resource-table.ts';

/** A resource of a template with what the table says of its type. */
export interface ProvidedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly provider: Provider;
  readonly faithfulness: Faithfulness;
  readonly why: string;
}

/** Every resource of a template and who provides it; fails with `TEMPLATE_UNKNOWN_TYPE`. */
export function providedResources(template: Template): readonly ProvidedResource[] {
  return Object.entries(template.Resources).map(([logicalId, { Type }]) => {
    const { provider, faithfulness, why } = provisionOf(logicalId, Type);
    return { logicalId, type: Type, provider, faithfulness, why };
  });
}

/** Fails with `TEMPLATE_UNKNOWN_TYPE` for the first resource whose type the table does not have. */
export function rejectUnknownTypes(template: Template): void {
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) provisionOf(logicalId, Type);
}
