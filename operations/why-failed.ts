import type { Clock } from '../time/clock.ts';
import { withoutHealthChecks } from './health-check-lines.ts';
import type { LoggingTask } from './last-lines-of-task.ts';
import { nameInArn } from './name-in-arn.ts';
import type { FollowedTasks } from './new-tasks/follow-new-tasks.ts';
import type { ServiceStatus } from './service-status.ts';
import { containerEnds, mostTelling, type StoppedTask } from './stopped-task.ts';
import { exceptionIn, tellingLines } from './telling-lines.ts';

/** A service that will not get healthy, and why; `tasks` run, and what they wrote may tell the cause. */
export interface HopelessService {
  readonly service: string;
  readonly reason: string;
  readonly tasks: readonly LoggingTask[];
}

/** Watches for such a service. */
export interface HopelessWatch {
  find(): Promise<HopelessService | undefined>;
  /** When the service of a task is given up because of it, if nothing changes, in milliseconds since the epoch. */
  givenUpAt(task: string): number | undefined;
}

/** What there is to find the cause with: what tasks wrote, and what was seen of them while they were waited for. */
export interface Evidence {
  readonly source: {
    stoppedTasks(service: string): Promise<readonly StoppedTask[]>;
    lastLines(task: LoggingTask): Promise<readonly string[]>;
  };
  readonly clock: Clock;
  readonly followed: FollowedTasks | undefined;
}

/** What there is to tell of a failure, and the id of the task that it was found by. */
export interface WhyFailed {
  readonly lines: readonly string[];
  readonly task: string | undefined;
}

/**
 * Why a deployment of a service failed, the cause first; then what ECS has done, the task and the check that tell it, and what the
 * task wrote. `wanted` is the ARN of the revision that was deployed.
 */
export async function whyFailed(
  { source, clock, followed }: Evidence,
  service: ServiceStatus,
  wanted: string | undefined,
): Promise<WhyFailed> {
  const stopped = await source.stoppedTasks(service.name);
  const failed = answeringFirst(mostTelling(stopped, wanted ?? service.taskDefinition ?? ''), followed);
  const { task, lines } = await lastWords(source, failed, clock);
  const check = failedCheck(service, failed[0]);
  const cause = task && (followed?.troubleOf(task.id) ?? causeOf(task, check, lines));
  const told = [
    ...(cause === undefined ? [] : [cause]),
    reasonOf(service, wanted),
    ...(task === undefined ? [] : [`Task ${task.id}: ${[task.stoppedReason, ...exitsOf(task)].join('; ')}`]),
    ...(check === undefined ? [] : [check]),
    ...written(lines, followed),
  ];
  return { lines: told, task: task?.id };
}

/** A task that answered tells more than one that was given up before it did; one of which something was seen, more than one without. */
function answeringFirst(
  tasks: readonly StoppedTask[],
  followed: FollowedTasks | undefined,
): readonly StoppedTask[] {
  const rank = ({ id }: StoppedTask) => {
    const trouble = followed?.troubleOf(id);
    if (trouble === undefined) return 2;
    return trouble.includes(' answers ') && !trouble.startsWith('nothing') ? 0 : 1;
  };
  return tasks.toSorted((left, right) => rank(left) - rank(right));
}

/** The same of a service whose tasks run but do not get healthy. */
export async function whyHopeless(
  { source, clock, followed }: Evidence,
  { reason, tasks }: HopelessService,
): Promise<WhyFailed> {
  const { task, lines } = await lastWords(source, tasks, clock);
  const trouble = tasks.flatMap(({ id }) => followed?.troubleOf(id) ?? [])[0];
  const told = [
    trouble === undefined ? reason : `${trouble}; ${reason}`,
    ...(task === undefined ? [] : [`Task ${task.id} is running.`, ...written(lines, followed)]),
  ];
  return { lines: told, task: task?.id };
}

/** Health checks are most of what a task writes that fails them; the code that it answers is said already. */
function written(lines: readonly string[], followed: FollowedTasks | undefined): readonly string[] {
  if (lines.length === 0) return [];
  const told = withoutHealthChecks(lines, followed?.paths() ?? []);
  if (told.length === 0) return ['Its output is about the requests of health checks alone.'];
  return ['Its last output:', ...tellingLines(told).map((line) => `  ${line}`)];
}

/** What ended a task: the check that it failed, else how its containers ended, with the exception that they name. */
function causeOf(task: StoppedTask, check: string | undefined, lines: readonly string[]): string | undefined {
  const reason = check === undefined ? undefined : /due to \(reason (.+)\)$/.exec(check)?.[1];
  if (reason !== undefined) return reason;
  const exited = task.containers.filter(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
  if (exited.length === 0 || task.stoppedReason.includes('health checks')) return task.stoppedReason;
  const exception = [exceptionIn(lines) ?? []].flat();
  const exits = exited.map(({ name, exitCode }) => `${name} exited with code ${exitCode}`).join(', ');
  return [exits, ...exception].join(': ');
}

/** The event by which ECS tells which check of a task's target failed, and how, where it was a check. */
function failedCheck({ events }: ServiceStatus, task: StoppedTask | undefined): string | undefined {
  if (task?.stoppedReason.includes('health checks') !== true) return undefined;
  return events.find(({ at, message }) => at >= task.createdAt && /unhealthy|health checks/.test(message))
    ?.message;
}

function exitsOf(task: StoppedTask): readonly string[] {
  const ends = containerEnds(task);
  return ends.length === 0 ? [] : [ends.join(', ')];
}

/** Lines reach CloudWatch Logs a little after the container's end. */
const patienceMs = 5_000;

/** The first of these tasks that has written something, with its last lines. */
async function lastWords<Task extends LoggingTask>(
  source: Pick<Evidence['source'], 'lastLines'>,
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
    // What a forced deployment went back to runs the same revision, and tells of itself that it is complete.
    const hasGoneBack = service.rolloutState === 'COMPLETED';
    const went = 'its deployment failed, and ECS went back to the one before';
    return hasGoneBack ? went : (service.rolloutStateReason ?? 'its deployment failed');
  }
  const shortName = (arn: string | undefined) => (arn === undefined ? 'missing' : nameInArn(arn));
  return `${shortName(wanted)} failed, and ECS rolled back to ${shortName(service.taskDefinition)}`;
}
