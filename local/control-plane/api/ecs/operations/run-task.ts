import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refused } from '../../../../../definition/properties/standing.ts';
import { networkConfiguration } from '../../../../../definition/resources/ecs/network-configuration.ts';
import { launchFault } from '../../../../../definition/resources/ecs/service-rules.ts';
import { launchMembers } from '../../../../../definition/resources/ecs/service-schema.ts';
import { tags } from '../../../../../definition/resources/ecs/tags.ts';
import { runTask as run } from '../../../scheduler/commands/tasks.ts';
import { managedTags } from '../../../scheduler/task/task-creation.ts';
import { carryOut } from '../carry-out.ts';
import { requireNetwork } from '../input/service-input.ts';
import { taskOverridesInput } from '../input/task-overrides.ts';
import { operation } from '../operation.ts';
import { definedCluster, requireActiveTaskDefinition, requireCluster } from '../references.ts';
import { requireNoFault } from '../require-no-fault.ts';
import { type ClientToken, runOnce } from '../run-once.ts';
import { taskShape } from '../shapes/task.ts';

const input = z.strictObject({
  cluster: z.string().optional(),
  taskDefinition: z.string(),
  count: z.int().min(1).max(10).default(1),
  ...launchMembers,
  networkConfiguration: networkConfiguration.optional(),
  overrides: taskOverridesInput.exactOptional(),
  startedBy: z.string().max(128).exactOptional(),
  group: z
    .string()
    .refine((group) => !group.startsWith('service:'), 'the group of a task cannot be a service')
    .exactOptional(),
  enableExecuteCommand: z.boolean().default(false),
  enableECSManagedTags: z.boolean().optional(),
  propagateTags: z.enum(['TASK_DEFINITION', 'NONE']).default('NONE'),
  tags,
  clientToken: z.string().max(64).optional(),
  placementConstraints: refused('Fargate does not support it'),
  volumeConfigurations: refused('EBS volumes are not available locally'),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const runTask = operation(input, async (request, controlPlane) => {
  requireNoFault(launchFault(request, definedCluster(controlPlane)), 'InvalidParameterException');
  requireNetwork(request.networkConfiguration);
  const { taskDefinition, count, overrides, startedBy, group, enableExecuteCommand } = request;
  const token = tokenOf(request);
  const { state, tasks } = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, request.cluster);
    const revision = requireActiveTaskDefinition(before, taskDefinition);
    const inherited = request.propagateTags === 'TASK_DEFINITION' ? revision.content.tags : {};
    const managed = request.enableECSManagedTags === true ? managedTags(before.clusterName) : {};
    const wanted = {
      taskDefinition: revision.arn,
      count,
      enableExecuteCommand,
      tags: { ...inherited, ...request.tags, ...managed },
      timeScale: controlPlane.cloudWatch.timeScale,
      ...(overrides === undefined ? {} : { overrides }),
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(group === undefined ? {} : { group }),
    };
    return runOnce(before, token, () => run(before, wanted, now));
  });
  return { tasks: tasks.map((task) => taskShape(task, state, true)), failures: [] };
});

function tokenOf({ clientToken, ...request }: z.output<typeof input>): ClientToken | undefined {
  if (clientToken === undefined) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  return { value: clientToken, request: digest };
}
