import { Failure } from '../failure/failure.ts';
import { ownValue } from '../json/own-value.ts';
import type { NoteDetails, Step } from '../progress/progress.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
import { type LoggingTask, lastLinesOfTask } from './last-lines-of-task.ts';
import { type FollowedTasks, followNewTasks } from './new-tasks/follow-new-tasks.ts';
import type { NewTask, NewTasks, Pace } from './new-tasks/new-task.ts';
import { newTasksOf } from './new-tasks/read-new-tasks.ts';
import { listServiceNames, readServices, type ServiceStatus } from './service-status.ts';
import { isFailed, isSteady } from './steady-service.ts';
import { type StoppedTask, stoppedTasks } from './stopped-task.ts';
import type { Target } from './target.ts';
import { exceptionIn } from './telling-lines.ts';
import type { WhereToLook } from './where-to-look.ts';
import { type HopelessWatch, type WhyFailed, whyFailed, whyHopeless } from './why-failed.ts';

/** What is waited for, and who is told of it. */
export interface ServicesWait {
  /** ARN of the revision that each service is to run, by the service's name. */
  readonly revisions: Readonly<Record<string, string>>;
  /** Told how far it is, such as `web 1/2`. */
  readonly onProgress: (progress: string, details?: NoteDetails) => void;
  /** Below it, each new task is told of: its health, what its health path answers, and until when ECS bears it. */
  readonly step?: Pick<Step, 'step'>;
  readonly hints: WhereToLook;
  /** Asked at each look, beside ECS: a service that is not worth waiting for until ECS gives it up. */
  readonly hopeless?: HopelessWatch;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** What a wait asks of ECS, of the load balancers and of CloudWatch Logs. */
export interface ServicesSource {
  services(): Promise<readonly ServiceStatus[]>;
  stoppedTasks(service: string): Promise<readonly StoppedTask[]>;
  /** What a task's containers wrote last: enough of it to find the cause of its end. */
  lastLines(task: LoggingTask): Promise<readonly string[]>;
  /** What the services have started since the wait began; none where that cannot be read. */
  newTasks?(): Promise<NewTasks>;
  /** How often to look, for which AWS has limits that all who use an account share. */
  readonly everyMs?: { readonly services: number; readonly tasks: number };
}

/** The control plane on this machine answers at once, and has no limits. */
const localLooks = { services: 250, tasks: 1000 };

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html */
const looksOnAws = { services: 2000, tasks: 5000 };

/**
 * A cluster's services through the APIs of AWS: those with these names, and what is being deleted. `pace` is that of the
 * environment.
 */
export async function servicesOf(
  target: Target,
  cluster: string,
  names: readonly string[],
  pace: Pace = {},
): Promise<ServicesSource> {
  const sinceMs = Date.now();
  const ecs = await target.clients.ecs();
  const all = [...new Set([...names, ...(await listServiceNames(ecs, cluster))])];
  return {
    services: () => readServices(target, cluster, all),
    stoppedTasks: (service) => stoppedTasks(ecs, cluster, service),
    lastLines: (task) => lastLinesOfTask(target, task),
    newTasks: newTasksOf(target, { cluster, names: async () => names, sinceMs }, pace),
    everyMs: target.environment === 'local' ? localLooks : looksOnAws,
  };
}

/**
 * Waits until every service runs what it should; gives how many tasks run. Raises `STORE_DOES_NOT_START` with the
 * reason and what a task wrote when a deployment fails or is rolled back.
 */
export async function awaitServices(source: ServicesSource, wait: ServicesWait): Promise<string> {
  const { clock = systemClock } = wait;
  const followed = followedTasks(source, wait);
  try {
    const counts = await untilSteady(source, { ...wait, clock }, followed);
    await followed?.end('healthy');
    return counts;
  } catch (error) {
    await followed?.end('unknown');
    throw error;
  }
}

function followedTasks(
  { newTasks, lastLines, everyMs = localLooks }: ServicesSource,
  { step, hopeless }: ServicesWait,
): FollowedTasks | undefined {
  if (step === undefined || newTasks === undefined) return undefined;
  const earlier = hopeless === undefined ? {} : { givenUpEarlier: hopeless.givenUpAt };
  const explain = async ({ id, revision }: NewTask) =>
    exceptionIn(await lastLines({ id, taskDefinition: revision }));
  return followNewTasks({ read: newTasks, step, everyMs: everyMs.tasks, explain, ...earlier });
}

/** A wait with all that its failures are made of. */
type TimedWait = ServicesWait & { readonly clock: Clock };

async function untilSteady(
  source: ServicesSource,
  wait: TimedWait,
  followed: FollowedTasks | undefined,
): Promise<string> {
  const { signal, clock } = wait;
  const settledAt = clock.now() + settlingMs;
  const begun = new Map<string, string | undefined>();
  const isOld = (service: ServiceStatus) =>
    !begun.has(service.name) && clock.now() < settledAt && hasAnother(service, wait);
  const toldOf = (services: readonly ServiceStatus[]) => {
    const told = services.filter((service) => !isOld(service));
    for (const { name, deploymentId } of told) if (!begun.has(name)) begun.set(name, deploymentId);
    return told;
  };
  toldOf(await source.services());
  let toldFailures = '';
  return await waitUntil(
    {
      what: 'the services to become steady',
      timeoutMs: 600_000,
      everyMs: source.everyMs?.services ?? localLooks.services,
      hint: wait.hints.slow,
      clock,
      ...(signal === undefined ? {} : { signal }),
    },
    async () => {
      const services = (await source.services()).filter((service) => isAwaited(service, wait));
      const progress = progressOf(services);
      const told = toldOf(services);
      const failed = told.find((service) =>
        isFailed(service, {
          revision: ownValue(wait.revisions, service.name),
          deploymentId: begun.get(service.name),
        }),
      );
      const isOver = told.length === services.length && services.every(isSteady);
      if (!isOver) await followed?.look(clock.now());
      const failures = services.flatMap(({ name }) => followed?.failedTasks(name) || []);
      const text = [progress, ...failures].join('; ');
      if (failures.join() === toldFailures) wait.onProgress(text);
      else wait.onProgress(text, { isNews: true });
      toldFailures = failures.join();
      if (failed !== undefined) {
        const wanted = ownValue(wait.revisions, failed.name);
        throw doesNotStart(failed.name, await whyFailed({ source, clock, followed }, failed, wanted), wait);
      }
      const hopeless = await wait.hopeless?.find();
      if (hopeless !== undefined) {
        throw doesNotStart(hopeless.service, await whyHopeless({ source, clock, followed }, hopeless), wait);
      }
      return isOver ? progress : undefined;
    },
  );
}

/**
 * For so long, ECS may still tell of a service as it was before: its API is eventually consistent.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
const settlingMs = 10_000;

function hasAnother({ name, status, taskDefinition }: ServiceStatus, { revisions }: ServicesWait): boolean {
  const wanted = ownValue(revisions, name);
  return status === 'ACTIVE' && wanted !== undefined && taskDefinition !== wanted;
}

/** What was released, and what no longer is; a service that was created by hand is ignored. */
function isAwaited(service: ServiceStatus, { revisions }: ServicesWait): boolean {
  return service.status !== 'ACTIVE' || Object.hasOwn(revisions, service.name);
}

function progressOf(services: readonly ServiceStatus[]): string {
  return services
    .filter(({ status, runningCount }) => status === 'ACTIVE' || runningCount > 0)
    .map((service) => [countsOf(service), ...service.unhealthyBecause].join(': '))
    .join(', ');
}

/** Draining targets are those of tasks that are on their way out: what they wait for are open requests. */
function countsOf({ name, runningCount, desiredCount, targets }: ServiceStatus): string {
  const draining = targets.flat().filter((state) => state === 'draining').length;
  return `${name} ${runningCount}/${desiredCount}${draining === 0 ? '' : ` (${draining} draining)`}`;
}

function doesNotStart(service: string, { lines, task }: WhyFailed, { hints }: ServicesWait): Failure {
  const message = `The service ${service} failed to start: ${lines.join('\n')}`;
  return new Failure('STORE_DOES_NOT_START', message, { hint: hints.failed(service, task) });
}
