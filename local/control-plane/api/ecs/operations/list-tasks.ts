import { z } from 'zod';
import { taskArn } from '../../../model/arns.ts';
import type { ClusterState, TaskState } from '../../../model/cluster-state.ts';
import { serviceGroup } from '../../../model/task-group.ts';
import { paginate } from '../../protocols/paging.ts';
import { maxResults } from '../input/max-results.ts';
import { operation } from '../operation.ts';
import { requireCluster, requireService } from '../references.ts';

const input = z.object({
  cluster: z.string().optional(),
  containerInstance: z.string().optional(),
  family: z.string().optional(),
  serviceName: z.string().optional(),
  startedBy: z.string().optional(),
  desiredStatus: z.enum(['RUNNING', 'PENDING', 'STOPPED']).default('RUNNING'),
  launchType: z.string().default('FARGATE'),
  maxResults: maxResults(100),
  nextToken: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export const listTasks = operation(input, ({ cluster, maxResults, nextToken, ...filter }, controlPlane) => {
  const state = controlPlane.state();
  requireCluster(state, cluster);
  const group =
    filter.serviceName === undefined
      ? undefined
      : serviceGroup(requireService(state, filter.serviceName).name);
  const tasks = Object.values(state.tasks).filter((task) => matches(task, filter, group, state));
  const arns = tasks.map((task) => taskArn(state, task.id)).map((arn) => ({ key: arn, item: arn }));
  const page = paginate(arns, { maxResults, nextToken, list: ['tasks', filter] });
  return { taskArns: page.items, nextToken: page.nextToken };
});

function matches(
  task: TaskState,
  filter: Omit<z.output<typeof input>, 'cluster' | 'maxResults' | 'nextToken'>,
  group: string | undefined,
  state: ClusterState,
): boolean {
  const family = state.taskDefinitions[task.taskDefinition]?.family;
  return (
    task.desiredStatus === filter.desiredStatus &&
    filter.launchType === 'FARGATE' &&
    filter.containerInstance === undefined &&
    (filter.family === undefined || filter.family === family) &&
    (filter.startedBy === undefined || filter.startedBy === task.startedBy) &&
    (group === undefined || group === task.group)
  );
}
