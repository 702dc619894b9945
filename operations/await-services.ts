import { Failure } from '../failure/failure.ts';
import { ownValue } from '../json/own-value.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
import { type LoggingTask, lastLinesOfTask } from './last-lines-of-task.ts';
import { nameInArn } from './name-in-arn.ts';
import { listServiceNames, readServices, type ServiceStatus } from './service-status.ts';
import { isFailed, isSteady } from './steady-service.ts';
import { mostTelling, type StoppedTask, stoppedTasks } from './stopped-task.ts';
import type { Target } from './target.ts';
import { tellingLines } from './telling-lines.ts';

/** What is waited for, and who is told of it. */
export interface ServicesWait {
  /** ARN of the revision that each service is to run, by the service's name. */
  readonly revisions: Readonly<Record<string, string>>;
  /** Told how far it is, such as `web 1/2`. */
  readonly onProgress: (progress: string) => void;
  readonly hints: { readonly slow: string; readonly failed: (service: string) => string };
  /** Asked at each look, beside ECS: a service that is not worth waiting for until ECS gives it up. */
  readonly findHopeless?: () => Promise<HopelessService | undefined>;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** A service that will not get healthy, and why; `tasks` run, and what they wrote may tell the cause. */
export interface HopelessService {
  readonly service: string;
  readonly reason: string;
  readonly tasks: readonly LoggingTask[];
}

/** What a wait asks of ECS, of the load balancers and of CloudWatch Logs. */
export interface ServicesSource {
  services(): Promise<readonly ServiceStatus[]>;
  stoppedTasks(service: string): Promise<readonly StoppedTask[]>;
  /** What a task's containers wrote last: enough of it to find the cause of its end. */
  lastLines(task: LoggingTask): Promise<readonly string[]>;
}

/** A cluster's services through the APIs of AWS: those with these names, and what is being deleted. */
export async function servicesOf(
  target: Target,
  cluster: string,
  names: readonly string[],
): Promise<ServicesSource> {
  const ecs = await target.clients.ecs();
  const all = [...new Set([...names, ...(await listServiceNames(ecs, cluster))])];
  return {
    services: () => readServices(target, cluster, all),
    stoppedTasks: (service) => stoppedTasks(ecs, cluster, service),
    lastLines: (task) => lastLinesOfTask(target, task),
  };
}

/**
 * Waits until every service runs what it should; gives how many tasks run. Raises `STORE_DOES_NOT_START` with the
 * reason and what a task wrote when a deployment fails or is rolled back.
 */
export async function awaitServices(source: ServicesSource, wait: ServicesWait): Promise<string> {
  const { signal, clock = systemClock } = wait;
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
  return await waitUntil(
    {
      what: 'the services to become steady',
      timeoutMs: 600_000,
      everyMs: 250,
      hint: wait.hints.slow,
      clock,
      ...(signal === undefined ? {} : { signal }),
    },
    async () => {
      const services = (await source.services()).filter((service) => isAwaited(service, wait));
      const progress = progressOf(services);
      wait.onProgress(progress);
      const told = toldOf(services);
      const failed = told.find((service) =>
        isFailed(service, {
          revision: ownValue(wait.revisions, service.name),
          deploymentId: begun.get(service.name),
        }),
      );
      if (failed !== undefined) throw await failedToStart(source, { ...wait, clock }, failed);
      const hopeless = await wait.findHopeless?.();
      if (hopeless !== undefined) throw await givenUp(source, { ...wait, clock }, hopeless);
      return told.length === services.length && services.every(isSteady) ? progress : undefined;
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
    .map(({ name, runningCount, desiredCount, unhealthyBecause }) =>
      [`${name} ${runningCount}/${desiredCount}`, ...unhealthyBecause].join(': '),
    )
    .join(', ');
}

async function failedToStart(
  source: ServicesSource,
  wait: ServicesWait & { readonly clock: Clock },
  service: ServiceStatus,
): Promise<Failure> {
  const wanted = ownValue(wait.revisions, service.name);
  const failed = mostTelling(await source.stoppedTasks(service.name), wanted ?? service.taskDefinition ?? '');
  const { task, lines } = await lastWords(source, failed, wait.clock);
  const check = failedCheck(service, failed[0]);
  const details = [
    ...(task === undefined ? [] : [`Task ${task.id}: ${[task.stoppedReason, ...exitsOf(task)].join('; ')}`]),
    ...(check === undefined ? [] : [check]),
    ...written(lines),
  ];
  return doesNotStart(service.name, reasonOf(service, wanted), details, wait);
}

async function givenUp(
  source: Pick<ServicesSource, 'lastLines'>,
  wait: ServicesWait & { readonly clock: Clock },
  { service, reason, tasks }: HopelessService,
): Promise<Failure> {
  const { task, lines } = await lastWords(source, tasks, wait.clock);
  const details = task === undefined ? [] : [`Task ${task.id} is running.`, ...written(lines)];
  return doesNotStart(service, reason, details, wait);
}

function doesNotStart(
  service: string,
  reason: string,
  details: readonly string[],
  { hints }: ServicesWait,
): Failure {
  const message = [`The service ${service} failed to start: ${reason}`, ...details].join('\n');
  return new Failure('STORE_DOES_NOT_START', message, { hint: hints.failed(service) });
}

function written(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['Its last output:', ...tellingLines(lines).map((line) => `  ${line}`)];
}

/** The event by which ECS tells which check of a task's target failed, and how, where it was a check. */
function failedCheck({ events }: ServiceStatus, task: StoppedTask | undefined): string | undefined {
  if (task?.stoppedReason.includes('health checks') !== true) return undefined;
  return events.find(({ at, message }) => at >= task.createdAt && /unhealthy|health checks/.test(message))
    ?.message;
}

/** How each container ended; one that never ran has nothing to say. */
function exitsOf({ containers }: StoppedTask): readonly string[] {
  const ended = containers.filter(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined);
  const said = ended.map(
    ({ name, exitCode, reason }) =>
      `${name}: exit code ${exitCode ?? 'unknown'}${reason === undefined ? '' : ` (${reason})`}`,
  );
  return said.length === 0 ? [] : [said.join(', ')];
}

/** Lines reach CloudWatch Logs a little after the container's end. */
const patienceMs = 5_000;

/** The first of these tasks that has written something, with its last lines. */
async function lastWords<Task extends LoggingTask>(
  source: Pick<ServicesSource, 'lastLines'>,
  tasks: readonly Task[],
  clock: Clock,
): Promise<{ readonly task: Task | undefined; readonly lines: readonly string[] }> {
  const until = clock.now() + patienceMs;
  while (tasks.length > 0 && clock.now() < until) {
    for (const task of tasks) {
      const lines = await source.lastLines(task);
      if (lines.length > 0) return { task, lines };
    }
    await clock.sleep(250);
  }
  return { task: tasks[0], lines: [] };
}

function reasonOf(service: ServiceStatus, wanted: string | undefined): string {
  if (service.rolloutState === 'FAILED' || service.taskDefinition === wanted) {
    return service.rolloutStateReason ?? 'its deployment failed';
  }
  const shortName = (arn: string | undefined) => (arn === undefined ? 'missing' : nameInArn(arn));
  return `${shortName(wanted)} failed, and ECS rolled back to ${shortName(service.taskDefinition)}`;
}
