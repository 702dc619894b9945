import type { Task } from '../aws/ecs-types.ts';
import type { ServiceName } from './service-history.ts';
import type { Target } from './target.ts';

/** How long running tasks of a service took from their creation until their containers had started, in seconds. */
export async function readProvisionSeconds(
  { clients }: Target,
  { cluster, service }: ServiceName,
): Promise<readonly number[]> {
  const ecs = await clients.ecs();
  const { taskArns = [] } = await ecs.listTasks({ cluster, serviceName: service });
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: taskArns });
  return tasks.flatMap(secondsOf);
}

function secondsOf({ createdAt, startedAt }: Task): readonly number[] {
  if (createdAt === undefined || startedAt === undefined) return [];
  return [(startedAt.getTime() - createdAt.getTime()) / 1000];
}
