import type { StoredParameter } from '../model/parameters.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';

/** The parameters that the template puts into Parameter Store. */
export function readStoredParameters(template: ResolvedTemplate): readonly StoredParameter[] {
  return resourcesOfType(template, 'AWS::SSM::Parameter').map(({ logicalId }) => ({
    logicalId,
    name: String(template.values(logicalId, 'Ref')),
  }));
}
