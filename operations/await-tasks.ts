import { systemClock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
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

/** Waits until a service is steady with as many tasks as are wanted, and notes each change. Raises `TIMED_OUT`. */
export async function awaitTasks(
  target: Target,
  { cluster, service }: NamedService,
  { isEnough, isSettled = isSteady, ...wait }: TasksWait,
  watch: Omit<OperationWatch, 'signal'> & Partial<OperationWatch>,
): Promise<void> {
  const { note, signal, clock = systemClock } = watch;
  let told = '';
  await waitUntil(
    { ...wait, everyMs: 1000, clock, ...(signal === undefined ? {} : { signal }) },
    async () => {
      const [status] = await readServices(target, cluster, [service]);
      if (status === undefined) return undefined;
      const now = `${service}: ${status.runningCount} of ${status.desiredCount} tasks run`;
      if (now !== told) note(now);
      told = now;
      return isSettled(status) && isEnough(status) ? true : undefined;
    },
  );
}
