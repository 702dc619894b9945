import type { Step } from '../progress/progress.ts';
import { systemClock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
import { followNewTasks } from './new-tasks/follow-new-tasks.ts';
import { newTasksOf } from './new-tasks/read-new-tasks.ts';
import type { OperationWatch } from './operation-watch.ts';
import { readServices, type ServiceStatus } from './service-status.ts';
import { isSteady } from './steady-service.ts';
import type { Target } from './target.ts';

/** A service by the names of its cluster and of itself. */
export interface NamedService {
  readonly cluster: string;
  readonly service: string;
}

/** Which count of tasks is waited for, how long, and what to say when it never came. */
export interface TasksWait {
  readonly what: string;
  readonly isEnough: (service: ServiceStatus) => boolean;
  /** When the service is as it is to stay: by default with its deployment completed. */
  readonly isSettled?: (service: ServiceStatus) => boolean;
  readonly timeoutMs: number;
  readonly hint: string;
}

/** Who is told of it; below `step`, of each new task. */
export type TasksWatch = Omit<OperationWatch, 'signal'> &
  Partial<OperationWatch> & { readonly step?: Pick<Step, 'step'> };

const tasksEveryMs = 5000;

/** Waits until a service is steady with as many tasks as are wanted, and notes each change. Raises `TIMED_OUT`. */
export async function awaitTasks(
  target: Target,
  { cluster, service }: NamedService,
  { isEnough, isSettled = isSteady, ...wait }: TasksWait,
  watch: TasksWatch,
): Promise<void> {
  const { note, signal, clock = systemClock, step } = watch;
  const names = async () => [service];
  const read = newTasksOf(target, { cluster, names, sinceMs: clock.now() });
  const followed = step && followNewTasks({ read, step, everyMs: tasksEveryMs });
  let told = '';
  const untilSettled = waitUntil(
    { ...wait, everyMs: 1000, clock, ...(signal === undefined ? {} : { signal }) },
    async () => {
      const [status] = await readServices(target, cluster, [service]);
      if (status === undefined) return undefined;
      const now = `${service}: ${status.runningCount} of ${status.desiredCount} tasks run`;
      if (now !== told) note(now);
      told = now;
      if (isSettled(status) && isEnough(status)) return true;
      await followed?.look(clock.now());
      return undefined;
    },
  );
  await untilSettled.catch(async (error: unknown) => {
    await followed?.end('unknown');
    throw error;
  });
  await followed?.end('healthy');
}
