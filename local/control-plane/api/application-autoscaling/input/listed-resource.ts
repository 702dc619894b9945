import { pageMembers } from './paging.ts';
import { dimension, namespace, requireListed, requireResource, resourceId } from './scaled-resource.ts';

/** The members by which a request lists what one scalable target has, or all those of a namespace. */
export const listMembers = {
  ServiceNamespace: namespace,
  ResourceId: resourceId.optional(),
  ScalableDimension: dimension.optional(),
  ...pageMembers,
};

/** Raises `ValidationException` for a filter that selects what is scaled on AWS alone, or that is none. */
export function requireFilter(filter: Parameters<typeof requireListed>[0]): void {
  requireListed(filter);
  requireResource(filter);
}
