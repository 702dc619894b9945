import type { HopelessService, HopelessWatch } from '../../../operations/why-failed.ts';
import type { Clock } from '../../../time/clock.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { tasksOfDeployment } from './tasks-of-deployment.ts';

/** How long the tasks of a release may answer health checks with a wrong status code, at most. */
const longestPatienceMs = 30_000;

/** What a proxy in front of the application answers while the application boots. */
const notReadyYet = ['502', '503', '504'];

const wrongCode = /codes: \[(\d+)\]$/;

type Task = ParityStatus['tasks'][number];

/** What to look at: the cluster, and the ARN of the revision that each service is to run, by the service's name. */
export interface WrongAnswersWatch {
  readonly status: () => Promise<ParityStatus>;
  readonly revisions: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly longestGraceSeconds?: number;
}

/**
 * Finds a service whose new tasks have booted, answer health checks with a wrong status code and keep doing so. ECS
 * gives such a task its whole grace period, and three of them in turn; nothing changes for the better in that time.
 * A task that does not answer yet may be slow, and is left to ECS.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function wrongAnswers(watch: WrongAnswersWatch): HopelessWatch {
  const { revisions, clock, longestGraceSeconds = Number.POSITIVE_INFINITY } = watch;
  const patienceMs = Math.min(longestPatienceMs, 1000 * longestGraceSeconds);
  let since: ReadonlyMap<string, number> = new Map();
  const find = async () => {
    const status = await watch.status();
    const { tasks } = status;
    const now = clock.now();
    const wrong = tasks.filter((task) => task.desiredStatus === 'RUNNING' && codeOf(task) !== undefined);
    since = new Map(wrong.map(({ id }) => [id, since.get(id) ?? now]));
    const lasting = wrong.filter(({ id }) => now - (since.get(id) ?? now) >= patienceMs);
    const hopeless = Object.entries(revisions).flatMap(([service, revision]) => {
      const own = tasksOfDeployment(status, service, revision);
      const given = lasting.filter((task) => own.includes(task));
      return given.length === 0 || own.some(isHealthy) ? [] : [hopelessService(service, given, patienceMs)];
    });
    return hopeless[0];
  };
  return {
    find,
    givenUpAt: (task) => {
      const at = since.get(task);
      return at === undefined ? undefined : at + patienceMs;
    },
  };
}

function hopelessService(service: string, tasks: readonly Task[], patienceMs: number): HopelessService {
  const codes = [...new Set(tasks.map(codeOf))].join(', ');
  const seconds = patienceMs / 1000;
  return {
    service,
    reason: `its tasks run, but ELB health checks failed with these codes: [${codes}] for ${seconds} s`,
    tasks,
  };
}

function codeOf({ targets }: Task): string | undefined {
  return targets
    .filter(({ state }) => state === 'unhealthy')
    .map(({ reason }) => wrongCode.exec(reason ?? '')?.[1])
    .find((code) => code !== undefined && !notReadyYet.includes(code));
}

function isHealthy({ targets }: Task): boolean {
  return targets.some(({ state }) => state === 'healthy');
}
