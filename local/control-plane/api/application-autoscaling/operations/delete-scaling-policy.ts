import { z } from 'zod';
import { ownValue } from '../../../../../json/own-value.ts';
import { deletePolicy } from '../../../scaling/policies.ts';
import { objectNotFound } from '../errors.ts';
import { findTarget } from '../find.ts';
import { named, requireService, resourceMembers } from '../input/scaled-resource.ts';
import { operation } from '../operation.ts';

const input = z.object({ ...resourceMembers, PolicyName: z.string().min(1) });

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html */
export const deleteScalingPolicy = operation(input, (request, access) => {
  requireService(request);
  const { ResourceId: resourceId, PolicyName: name } = request;
  return access.changeScaling((state) => {
    const target = findTarget(state, resourceId);
    if (target === undefined || ownValue(target.policies, name) === undefined) {
      throw objectNotFound(`No scaling policy found for ${named(resourceId)}, policy name: ${name}`);
    }
    return { state: deletePolicy(state, target, name), result: {} };
  });
});
