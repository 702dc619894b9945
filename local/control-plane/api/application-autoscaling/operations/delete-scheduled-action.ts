import { z } from 'zod';
import { ownValue } from '../../../../../json/own-value.ts';
import { deleteScheduledAction as deleteAction } from '../../../scaling/scheduled-actions.ts';
import { objectNotFound } from '../errors.ts';
import { findTarget } from '../find.ts';
import { named, requireService, resourceMembers } from '../input/scaled-resource.ts';
import { operation } from '../operation.ts';

const input = z.object({ ...resourceMembers, ScheduledActionName: z.string().min(1) });

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html */
export const deleteScheduledAction = operation(input, (request, access) => {
  requireService(request);
  const { ResourceId: resourceId, ScheduledActionName: name } = request;
  return access.changeScaling((state) => {
    const target = findTarget(state, resourceId);
    if (target === undefined || ownValue(target.scheduledActions, name) === undefined) {
      throw objectNotFound(
        `No scheduled action found for ${named(resourceId)}, scheduled action name: ${name}`,
      );
    }
    return { state: deleteAction(state, target, name), result: {} };
  });
});
