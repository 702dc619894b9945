import type { ServiceDeployment, Task } from '../../aws/ecs-types.ts';
import { eventually } from '../eventually.ts';
import type { Release, ServiceClient } from './service-client.ts';
import { endsOf } from './tasks.ts';

/** What became of a release. */
export interface Rolled {
  readonly deployment: ServiceDeployment;
  readonly events: readonly string[];
  /** Tasks from before it that still run. */
  readonly stayed: readonly Task[];
  /** How tasks ended that were started since. */
  readonly ends: readonly string[];
}

/** Releases, does something to it once a new task is there, and waits for its end. */
export async function roll(
  service: ServiceClient,
  release: Release,
  inTheMiddle: (isNew: (task: Task) => boolean) => Promise<void> = async () => undefined,
): Promise<Rolled> {
  const since = new Date();
  const before = (await service.tasks()).map((task) => task.taskArn);
  const arn = await service.release(release);
  const isNew = (task: Task) => !before.includes(task.taskArn);
  await eventually('a new task', async () => (await service.tasks()).some(isNew));
  await inTheMiddle(isNew);
  await service.untilStable();
  // The waiter counts running tasks, and may be content before a rollback is complete.
  await eventually('the end of the deployment', async () => {
    const { status } = await service.deployment(arn);
    return status?.endsWith('IN_PROGRESS') === false;
  });
  const stopped = await service.tasks('STOPPED');
  return {
    deployment: await service.deployment(arn),
    events: await service.eventsSince(since),
    stayed: (await service.tasks()).filter((task) => !isNew(task)),
    ends: endsOf(stopped.filter(({ createdAt }) => createdAt !== undefined && createdAt > since)),
  };
}
