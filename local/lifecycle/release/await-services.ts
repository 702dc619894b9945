import { Failure } from '../../../failure/failure.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import type { Step } from '../../progress/progress.ts';
import type { ControlPlaneClient } from '../servers/control-plane-client.ts';

export interface ServicesWait {
  readonly controlPlane: ControlPlaneClient;
  /** ARN of the revision that each service is to run, by the service's name. */
  readonly revisions: Readonly<Record<string, string>>;
  /** The last lines that a container of this task wrote. */
  readonly lastLines: (task: ParityStatus['tasks'][number]) => Promise<readonly string[]>;
  readonly signal?: AbortSignal;
}

/**
 * Waits until every service runs what it should. Raises `STORE_DOES_NOT_START` with the reason and the last log
 * lines of a task when a deployment fails or is rolled back.
 */
export async function awaitServices(context: ServicesWait, step: Step): Promise<void> {
  const { controlPlane, signal } = context;
  const begun = new Set((await controlPlane.status()).services.map(({ deploymentId }) => deploymentId));
  await waitUntil(
    {
      what: 'the services to become steady',
      timeoutMs: 600_000,
      everyMs: 250,
      hint: 'See: npx -y pnpm@12 local:status, npx -y pnpm@12 local:logs web',
      ...(signal === undefined ? {} : { signal }),
    },
    async () => {
      const status = await controlPlane.status();
      step.note(progressOf(status));
      const released = status.services.filter((service) => isAwaited(service, context.revisions));
      const failed = released.find((service) => isFailed(service, context.revisions, begun));
      if (failed !== undefined) throw await doesNotStart(context, status, failed);
      return released.every((service) => isSteady(service, status)) ? true : undefined;
    },
  );
  step.result(progressOf(await controlPlane.status()));
}

type ServiceStatus = ParityStatus['services'][number];

/**
 * True when all wanted tasks run, the deployment is complete, and the load balancer sends to all of them. A service
 * that the definition no longer has stays listed for an hour: it is steady once its tasks are gone.
 */
export function isSteady(service: ServiceStatus, { tasks }: ParityStatus): boolean {
  if (service.status !== 'ACTIVE') return service.runningCount === 0;
  const running = tasks.filter(
    ({ group, lastStatus }) => group === `service:${service.name}` && lastStatus === 'RUNNING',
  );
  return (
    service.runningCount === service.desiredCount &&
    service.rolloutState === 'COMPLETED' &&
    running.every(({ targets }) => targets.every(({ state }) => state === 'healthy'))
  );
}

/** What the definition has, and what it no longer has; a service that somebody made by hand is their own affair. */
function isAwaited(service: ServiceStatus, revisions: ServicesWait['revisions']): boolean {
  return service.status !== 'ACTIVE' || Object.hasOwn(revisions, service.name);
}

/**
 * A service that was rolled back runs another revision than the one that it was given, or has undone a deployment of
 * the same revision, such as one with other target groups, since this began.
 */
function isFailed(
  service: ServiceStatus,
  revisions: ServicesWait['revisions'],
  begun: ReadonlySet<string | null>,
): boolean {
  if (service.status !== 'ACTIVE') return false;
  const wanted = revisions[service.name];
  if (service.rolloutState === 'FAILED') return true;
  if (service.rollbackOf !== null && begun.has(service.rollbackOf)) return true;
  return wanted !== undefined && service.taskDefinition !== wanted;
}

function progressOf(status: ParityStatus): string {
  return status.services
    .filter(({ status, runningCount }) => status === 'ACTIVE' || runningCount > 0)
    .map(({ name, runningCount, desiredCount }) => `${name} ${runningCount}/${desiredCount}`)
    .join(', ');
}

async function doesNotStart(
  context: ServicesWait,
  status: ParityStatus,
  service: ServiceStatus,
): Promise<Failure> {
  const { task, lines } = await lastWords(context, failedTasks(context, status, service));
  const ends =
    task === undefined ? [] : [`Task ${task.id}: ${[task.stoppedReason, ...exitsOf(task)].join('; ')}`];
  return new Failure(
    'STORE_DOES_NOT_START',
    [
      `The service ${service.name} does not start: ${reasonOf(service, context.revisions)}`,
      ...ends,
      ...(lines.length === 0 ? [] : ['Its last lines:', ...lines]),
    ].join('\n'),
    {
      hint: `Its events: npx -y pnpm@12 local:status. Its whole log: npx -y pnpm@12 local:logs ${service.name}`,
    },
  );
}

type TaskStatus = ParityStatus['tasks'][number];

/** How each container ended; one that never ran has nothing to say. */
function exitsOf({ containers }: TaskStatus): readonly string[] {
  const ended = containers.filter(({ exitCode, reason }) => exitCode !== null || reason !== null);
  const said = ended.map(
    ({ name, exitCode, reason }) => `${name}: exit code ${exitCode}${reason === null ? '' : ` (${reason})`}`,
  );
  return said.length === 0 ? [] : [said.join(', ')];
}

/**
 * The stopped tasks of the deployment that failed, of these the ones that say most of what is wrong. An earlier
 * deployment of the same revision may have failed for another reason.
 */
function failedTasks(
  context: ServicesWait,
  status: ParityStatus,
  service: ServiceStatus,
): readonly TaskStatus[] {
  const revision = context.revisions[service.name] ?? service.taskDefinition;
  const stopped = status.tasks
    .filter(
      ({ group, taskDefinition, stoppedReason }) =>
        group === `service:${service.name}` && taskDefinition === revision && stoppedReason !== null,
    )
    .toSorted((left, right) => tellingness(right) - tellingness(left) || right.createdAt - left.createdAt);
  const newest = Math.max(...stopped.map(({ createdAt }) => createdAt));
  const deployment = stopped.find(({ createdAt }) => createdAt === newest)?.deploymentId;
  const own = stopped.filter(({ deploymentId }) => deploymentId === deployment);
  return own.filter((task, _, [most]) => most !== undefined && tellingness(task) === tellingness(most));
}

/** Lines reach CloudWatch Logs a little after the container's end. */
const patienceMs = 5_000;

/** The first of these tasks that has written something, with its last lines. */
async function lastWords(
  context: ServicesWait,
  tasks: readonly TaskStatus[],
): Promise<{ readonly task: TaskStatus | undefined; readonly lines: readonly string[] }> {
  const until = Date.now() + patienceMs;
  while (tasks.length > 0 && Date.now() < until) {
    for (const task of tasks) {
      const lines = await context.lastLines(task);
      if (lines.length > 0) return { task, lines };
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return { task: tasks[0], lines: [] };
}

/**
 * How much a stopped task says of what is wrong: its own exit most, then what kept it from starting; one whose
 * containers were lost little, one that the scheduler stopped while it scaled nothing.
 */
function tellingness({ containers, stoppedReason }: TaskStatus): number {
  if (stoppedReason?.startsWith('Scaling activity') === true) return 0;
  if (containers.some(({ exitCode }) => (exitCode ?? 0) !== 0)) return 3;
  return containers.some(({ reason }) => reason !== null) ? 1 : 2;
}

function reasonOf(service: ServiceStatus, revisions: ServicesWait['revisions']): string {
  if (service.rolloutState === 'FAILED' || service.taskDefinition === revisions[service.name]) {
    return service.rolloutStateReason ?? 'its deployment failed';
  }
  const shortName = (arn: string | null | undefined) => arn?.split('/').at(-1) ?? 'nothing';
  return `${shortName(revisions[service.name])} failed, and ECS rolled back to ${shortName(service.taskDefinition)}`;
}
