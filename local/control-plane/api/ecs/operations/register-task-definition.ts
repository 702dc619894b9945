import { z } from 'zod';
import { checkTaskDefinition } from '../../../../../definition/resources/ecs/task-definition-rules.ts';
import { taskDefinitionMembers } from '../../../../../definition/resources/ecs/task-definition-schema.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import { newestActive } from '../../../model/references.ts';
import { registerTaskDefinition as register } from '../../../scheduler/commands/task-definitions.ts';
import { AwsError } from '../../aws-error.ts';
import { carryOut } from '../carry-out.ts';
import { operation } from '../operation.ts';
import { tagShapes } from '../shapes/tags.ts';
import { taskDefinitionShape } from '../shapes/task-definition.ts';

const input = z.strictObject({ family: z.string(), ...taskDefinitionMembers });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const registerTaskDefinition = operation(input, async (request, controlPlane) => {
  const { taskDefinition } = await carryOut(controlPlane, (state, now) => {
    const checked = checkTaskDefinition(request, logicalIdOf(state, request.family));
    if (!checked.ok) throw new AwsError('ClientException', checked.fault.message);
    return register(state, checked.content, now);
  });
  return {
    taskDefinition: taskDefinitionShape(taskDefinition),
    tags: tagShapes(taskDefinition.content.tags),
  };
});

/** A family of the template keeps its logical id, so that the same content counts as the same. */
function logicalIdOf(state: ClusterState, family: string): string {
  return newestActive(state, family)?.content.logicalId ?? family;
}
