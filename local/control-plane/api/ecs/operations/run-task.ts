import { createHash } from 'node:crypto';
import { z } from 'zod';
import { interactiveTag } from '../../../../environment/interactive-tag.ts';
import { runTask as run } from '../../../scheduler/commands/tasks.ts';
import { carryOut } from '../carry-out.ts';
import { launchMembers, requireFargate } from '../input/launch-type.ts';
import { networkConfigurationInput, requireNetwork } from '../input/network-configuration.ts';
import { notOffered } from '../input/not-offered.ts';
import { tagsInput } from '../input/tags.ts';
import { taskOverridesInput } from '../input/task-overrides.ts';
import { operation } from '../operation.ts';
import { requireActiveTaskDefinition, requireCluster } from '../references.ts';
import { type ClientToken, runOnce } from '../run-once.ts';
import { taskShape } from '../shapes/task.ts';

const input = z.object({
  cluster: z.string().optional(),
  taskDefinition: z.string(),
  count: z.int().min(1).max(10).default(1),
  ...launchMembers,
  networkConfiguration: networkConfigurationInput.optional(),
  overrides: taskOverridesInput.exactOptional(),
  startedBy: z.string().max(128).exactOptional(),
  group: z
    .string()
    .refine((group) => !group.startsWith('service:'), 'the group of a task cannot be a service')
    .exactOptional(),
  enableExecuteCommand: z.boolean().default(false),
  propagateTags: z.enum(['TASK_DEFINITION', 'NONE']).default('NONE'),
  tags: tagsInput,
  clientToken: z.string().max(64).optional(),
  placementConstraints: notOffered,
  volumeConfigurations: notOffered,
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const runTask = operation(input, async (request, controlPlane) => {
  requireFargate(request);
  requireNetwork(request.networkConfiguration);
  const { taskDefinition, count, overrides, startedBy, group, enableExecuteCommand } = request;
  const token = tokenOf(request);
  const { state, tasks } = await carryOut(controlPlane, (before, now) => {
    requireCluster(before, request.cluster);
    const revision = requireActiveTaskDefinition(before, taskDefinition);
    const inherited = request.propagateTags === 'TASK_DEFINITION' ? revision.content.tags : {};
    const wanted = {
      taskDefinition: revision.arn,
      count,
      enableExecuteCommand,
      tags: { ...inherited, ...request.tags },
      interactive: request.tags[interactiveTag] === 'true',
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
