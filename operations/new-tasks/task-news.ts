import type { NewTask, TaskTarget } from './new-task.ts';

/** What there is to say of a new task. */
export interface TaskNews {
  readonly text: string;
  /** Something is wrong with it, as far as can be seen now. */
  readonly isTrouble: boolean;
  /** When ECS gives it up if nothing changes, in milliseconds since the epoch. */
  readonly givenUpAt?: number;
  /** Which check it fails, and how; also while that is no trouble yet. */
  readonly failing?: string;
  /** Whether a container of it ended by itself: what it wrote tells why. */
  readonly isExit?: true;
  /** How it ended: healthy, failed, or stopped for a reason that is none of its own. */
  readonly end?: 'healthy' | 'failed' | 'stopped';
}

/** A task with neither a load balancer nor a health check counts as healthy so long after its start. */
const steadyAfterMs = 40_000;

/** Nothing answers while a program boots: for so long that is no trouble yet. */
const bootMs = 30_000;

/**
 * What is to be said of a new task: how it ended, what is wrong with it and until when ECS bears it, or what it is doing. `now`
 * is in milliseconds since the epoch.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export function taskNews(task: NewTask, now: number): TaskNews {
  if (task.desiredStatus === 'STOPPED' || task.lastStatus === 'STOPPED') return stoppedNews(task);
  const { startedAt } = task;
  const trouble = troubleOf(task);
  if (trouble !== undefined) {
    const failing = trouble.text;
    const isBooting = trouble.isSilence && now < (startedAt ?? now) + bootMs;
    if (startedAt === undefined) return { text: failing, failing, isTrouble: !isBooting };
    const givenUpAt = startedAt + task.graceMs;
    if (now < givenUpAt) return { text: failing, failing, isTrouble: !isBooting, givenUpAt };
    // It is replaced first, for which there may have to be room.
    return { text: `${failing}; its grace period is over`, failing, isTrouble: true };
  }
  if (startedAt === undefined) return { text: startingText(task), isTrouble: false };
  return runningNews(task, startedAt, now);
}

/** What comes before RUNNING, in the words of ECS. */
function startingText({ lastStatus, isPulling }: NewTask): string {
  if (isPulling) return `${lastStatus}, its image is pulled`;
  if (lastStatus === 'ACTIVATING') return 'ACTIVATING, registered with the load balancer';
  return lastStatus;
}

function runningNews(task: NewTask, startedAt: number, now: number): TaskNews {
  const waiting = task.targets.find(({ state }) => state !== 'healthy');
  if (waiting !== undefined) return { text: `RUNNING, ${waitingText(waiting)}`, isTrouble: false };
  if (task.targets.length < task.targetGroups)
    return { text: 'RUNNING, not registered yet', isTrouble: false };
  if (task.check !== undefined && task.healthStatus !== 'HEALTHY') {
    return {
      text: `RUNNING, its container health check has not passed yet (${task.check.command})`,
      isTrouble: false,
      givenUpAt: startedAt + Math.max(task.check.patienceMs, task.graceMs),
    };
  }
  const isChecked = task.check !== undefined || task.targetGroups > 0;
  if (isChecked || now >= startedAt + steadyAfterMs)
    return { text: 'healthy', isTrouble: false, end: 'healthy' };
  return { text: 'RUNNING, healthy after 40 s without a health check', isTrouble: false };
}

function waitingText({ state, description, path }: TaskTarget): string {
  if (state === 'initial') return `first health checks${path === undefined ? '' : ` of ${path}`}`;
  return `its target is ${state}${description === undefined ? '' : ` (${description})`}`;
}

/** `isSilence` is true where nothing answers, as nothing does while a program boots. */
interface Trouble {
  readonly text: string;
  readonly isSilence: boolean;
}

/** Which check of a running task fails, and how. */
function troubleOf({ targets, check, healthStatus }: NewTask): Trouble | undefined {
  const unhealthy = targets.find(({ state }) => state === 'unhealthy');
  if (unhealthy !== undefined) return failedCheck(unhealthy);
  if (healthStatus !== 'UNHEALTHY') return undefined;
  const command = check === undefined ? '' : ` (${check.command})`;
  return { text: `its container health check fails${command}`, isSilence: false };
}

const codesIn = /with these codes: \[([^\]]+)\]/;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/check-target-health.html */
function failedCheck({
  reason,
  description = 'Health checks failed',
  path = 'it',
  port,
}: TaskTarget): Trouble {
  const codes = codesIn.exec(description)?.[1];
  if (codes !== undefined) return { text: `${path} answers ${codes}`, isSilence: false };
  const at = port === undefined ? '' : ` at port ${port}`;
  const text =
    reason === 'Target.Timeout'
      ? `${path}${at} does not answer in time (${description})`
      : `nothing answers ${path}${at} (${description})`;
  return { text, isSilence: true };
}

/** Containers of a task that was stopped end with the code of the signal; it tells nothing. */
function stoppedNews(task: NewTask): TaskNews {
  const { stoppedReason = '', lastStatus } = task;
  if (stoppedReason.startsWith('Scaling activity')) return ended(stoppedReason, 'stopped');
  if (stoppedReason.includes('health checks')) return ended(withoutArn(stoppedReason), 'failed');
  const exits = exitsOf(task);
  if (exits !== '') return { ...ended(exits, 'failed'), isExit: true };
  const isOver = lastStatus === 'STOPPED' || !stoppedReason.startsWith('Essential container');
  return isOver
    ? ended(withContainers(task) || 'stopped', 'failed')
    : { text: `${lastStatus}, ${stoppedReason}`, isTrouble: true };
}

function ended(text: string, end: 'failed' | 'stopped'): TaskNews {
  return { text, isTrouble: end === 'failed', end };
}

/** `web exited with code 1`, and why where the engine says so, as when memory runs out. */
function exitsOf({ containers }: NewTask): string {
  return containers
    .flatMap(({ name, exitCode, reason }) =>
      exitCode === undefined
        ? []
        : [`${name} exited with code ${exitCode}${reason === undefined ? '' : ` (${reason})`}`],
    )
    .join(', ');
}

function withContainers({ stoppedReason = '', containers }: NewTask): string {
  const reasons = containers.flatMap(({ reason }) => reason ?? []);
  return [...new Set([stoppedReason, ...reasons])].filter((text) => text !== '').join('; ');
}

/** `Task failed ELB health checks in (target-group arn:...)`: whose target group it is says nothing new. */
function withoutArn(reason: string): string {
  return reason.replace(/ in \(target-group [^)]*\)/, '');
}
