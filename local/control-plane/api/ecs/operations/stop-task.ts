import { z } from 'zod';
import { findTask } from '../../../model/references.ts';
import { stopTask as stop } from '../../../scheduler/commands/tasks.ts';
import { AwsError } from '../../aws-error.ts';
import { carryOut } from '../carry-out.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { taskShape } from '../shapes/task.ts';

const input = z.object({
  cluster: z.string().optional(),
  task: z.string(),
  reason: z.string().max(1024).exactOptional(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
export const stopTask = operation(input, async ({ cluster, task, ...rest }, controlPlane) => {
  const stopped = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, cluster);
    const found = findTask(before, task);
    if (found === undefined) {
      throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
    }
    return stop(before, { task: found.id, ...rest }, now);
  });
  return { task: taskShape(stopped.task, stopped.state) };
});
