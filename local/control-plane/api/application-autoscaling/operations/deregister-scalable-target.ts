import { z } from 'zod';
import { deregisterTarget } from '../../../scaling/targets.ts';
import { objectNotFound } from '../errors.ts';
import { findTarget } from '../find.ts';
import { named, requireService, resourceMembers } from '../input/scaled-resource.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html */
export const deregisterScalableTarget = operation(z.object(resourceMembers), (request, access) => {
  requireService(request);
  const { ResourceId: resourceId } = request;
  return access.changeScaling((state, nowMs) => {
    if (findTarget(state, resourceId) === undefined) {
      throw objectNotFound(`No scalable target found for ${named(resourceId)}`);
    }
    return { state: deregisterTarget(state, resourceId, nowMs), result: {} };
  });
});
