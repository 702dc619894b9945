import { Failure } from '../../failure/failure.ts';
import { duration } from '../../time/duration.ts';
import { awaitTasks, type TasksWatch } from '../await-tasks.ts';
import { awsCommand } from '../aws-command.ts';
import type { OperationWatch } from '../operation-watch.ts';
import { readServices } from '../service-status.ts';
import { servesWithAll } from '../steady-service.ts';
import type { Target } from '../target.ts';
import type { ScalePlan } from './scale-plan.ts';

const usualTimeoutMs = 600_000;

/**
 * Waits until a service runs as many tasks as it is to have, and all of them serve: those that it was brought to, or those
 * that scaling has set meanwhile. A deployment that failed earlier is no obstacle. Raises `NOT_SCALED` with what ECS and the load balancer say of it.
 */
export async function awaitScaled(
  target: Target,
  plan: ScalePlan,
  watch: OperationWatch & TasksWatch,
  timeoutMs = usualTimeoutMs,
): Promise<void> {
  const { cluster, service, name } = plan.state;
  const wait = {
    what: `the tasks of ${name}`,
    timeoutMs,
    hint: '',
    isEnough: () => true,
    isSettled: servesWithAll,
  };
  try {
    await awaitTasks(target, plan.state, wait, watch);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'TIMED_OUT') throw error;
    const [now] = await readServices(target, cluster, [service]);
    const why = [
      ...(now?.unhealthyBecause ?? []),
      ...(now?.events.slice(0, 2) ?? []).map(({ message }) => message),
    ];
    const words = ['ecs', 'describe-services', '--cluster', cluster, '--services', service];
    throw new Failure(
      'NOT_SCALED',
      [
        `After ${duration(timeoutMs)} ${name} runs ${now?.runningCount ?? 0} of ${now?.desiredCount ?? plan.count} tasks`,
        ...why.map((text) => `  ${text}`),
      ].join('\n'),
      {
        hint: `ECS goes on with it. See: ${await awsCommand(await target.clients.ecs(), words)}`,
        cause: error,
      },
    );
  }
}
