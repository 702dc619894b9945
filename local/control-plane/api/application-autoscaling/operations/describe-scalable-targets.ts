import { z } from 'zod';
import { targetsIn } from '../find.ts';
import { pageMembers, pageOf } from '../input/paging.ts';
import { dimension, namespace, requireListed, resourceId } from '../input/scaled-resource.ts';
import { operation } from '../operation.ts';
import { targetShape } from '../shapes/target.ts';

const input = z.object({
  ServiceNamespace: namespace,
  ResourceIds: z.array(resourceId).optional(),
  ScalableDimension: dimension.optional(),
  ...pageMembers,
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const describeScalableTargets = operation(input, (request, access) => {
  requireListed(request);
  const state = access.scaling();
  const { ResourceIds: ids } = request;
  const targets = targetsIn(state, request)
    .filter((target) => ids === undefined || ids.includes(target.state.resourceId))
    .map((target) => ({ key: target.state.resourceId, item: target }));
  const page = pageOf(targets, request, { most: 50, list: ['targets', ids] });
  return {
    ScalableTargets: page.items.map((target) => targetShape(target, state.cluster)),
    NextToken: page.nextToken,
  };
});
