import { Failure } from '../../../failure/failure.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

const attributes = ['Id', 'Ref'];

/** The resource of a type that another one names by its id. Raises `TEMPLATE_UNRESOLVED_REFERENCE`. */
export function resourceWithId(
  template: ResolvedTemplate,
  type: `AWS::CloudFront::${string}`,
  id: string,
  referredBy: string,
): ResolvedResource {
  return resourceWithValue(template, { types: [type], value: id, attributes }, referredBy);
}

/** The same for a policy, which may also be one that CloudFront manages: `id` is of none that is known. */
export function policyWithId(
  template: ResolvedTemplate,
  type: `AWS::CloudFront::${string}Policy`,
  id: string,
  referredBy: string,
): ResolvedResource {
  const found = resourcesOfType(template, type).find(({ logicalId }) =>
    attributes.some((name) => template.values(logicalId, name) === id),
  );
  if (found !== undefined) return found;
  throw new Failure(
    'TEMPLATE_UNRESOLVED_REFERENCE',
    `${referredBy} refers to ${JSON.stringify(id)}, which is neither an ${type} of stack ${template.stackName} nor a managed policy that the local environment knows.`,
    {
      hint: 'Define the policy in the same stack of the CDK app: the content of a policy that is defined elsewhere is not known locally.',
    },
  );
}
