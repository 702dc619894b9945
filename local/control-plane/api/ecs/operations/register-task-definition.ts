import type { ClusterState } from '../../../model/cluster-state.ts';
import { newestActive } from '../../../model/references.ts';
import { registerTaskDefinition as register } from '../../../scheduler/commands/task-definitions.ts';
import { carryOut } from '../carry-out.ts';
import { requireFargateDefinition } from '../input/fargate-rules.ts';
import { taskDefinitionContent, taskDefinitionInput } from '../input/task-definition.ts';
import { operation } from '../operation.ts';
import { tagShapes } from '../shapes/tags.ts';
import { taskDefinitionShape } from '../shapes/task-definition.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const registerTaskDefinition = operation(taskDefinitionInput, async (input, controlPlane) => {
  const size = requireFargateDefinition(input);
  const { taskDefinition } = await carryOut(controlPlane, (state, now) =>
    register(state, taskDefinitionContent(input, size, logicalIdOf(state, input.family)), now),
  );
  return {
    taskDefinition: taskDefinitionShape(taskDefinition),
    tags: tagShapes(taskDefinition.content.tags),
  };
});

/** A family of the template keeps its logical id, so that the same content counts as the same. */
function logicalIdOf(state: ClusterState, family: string): string {
  return newestActive(state, family)?.content.logicalId ?? family;
}
