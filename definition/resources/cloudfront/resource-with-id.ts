import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

/** The resource of a type that another one names by its id. Raises `TEMPLATE_UNRESOLVED_REFERENCE`. */
export function resourceWithId(
  template: ResolvedTemplate,
  type: `AWS::CloudFront::${string}`,
  id: string,
  referredBy: string,
): ResolvedResource {
  const wanted = { types: [type], value: id, attributes: ['Id', 'Ref'] };
  return resourceWithValue(template, wanted, referredBy);
}
