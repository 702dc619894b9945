import { z } from 'zod';
import { findTaskDefinition } from '../../../model/references.ts';
import { deregisterTaskDefinition as deregister } from '../../../scheduler/commands/task-definitions.ts';
import { AwsError } from '../../aws-error.ts';
import { carryOut } from '../carry-out.ts';
import { operation } from '../operation.ts';
import { taskDefinitionShape } from '../shapes/task-definition.ts';

const input = z.object({ taskDefinition: z.string() });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html */
export const deregisterTaskDefinition = operation(input, async ({ taskDefinition }, controlPlane) => {
  const outcome = await carryOut(controlPlane, (state, now) => {
    if (!/:\d+$/.test(taskDefinition))
      throw new AwsError('InvalidParameterException', 'Revision is missing.');
    const found = findTaskDefinition(state, taskDefinition);
    if (found === undefined) {
      throw new AwsError('ClientException', 'The specified task definition does not exist.');
    }
    return deregister(state, found.arn, now);
  });
  return { taskDefinition: taskDefinitionShape(outcome.taskDefinition) };
});
