import type { Task } from '../aws/ecs-types.ts';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { environmentOptions } from './environment-options.ts';
import { taskIdOf } from './logs/log-name.ts';
import { nameInArn } from './name-in-arn.ts';
import { readServices } from './service-status.ts';
import {
  containerEnds,
  isStoppedTask,
  type StoppedTask,
  stoppedTasks,
  stoppedTasksOfCluster,
} from './stopped-task.ts';
import type { Target } from './target.ts';

/** What was looked for, and what there is of it. */
export interface Absence {
  readonly cluster: string;
  readonly source: string;
  /** Name of the service that was meant, if one was. */
  readonly service: string | undefined;
  /** Its tasks that do not run yet. */
  readonly starting: readonly Task[];
  /** Others of its name that run, such as `web/1a2b3c4d`. */
  readonly running: readonly string[];
}

/** Why there is no running task: what its service wants, what is starting, and how the last one ended. */
export async function noRunningTask(target: Target, absence: Absence): Promise<Failure> {
  const { source, service, starting, running, cluster } = absence;
  const id = service !== undefined && !source.includes('/') ? undefined : taskIdOf(source);
  const isOneTask = id !== undefined || source.includes('/');
  const [status] = service === undefined ? [] : await readServices(target, cluster, [service]);
  const last = await lastEnded(target, absence, id);
  const isScaledToNone = status?.desiredCount === 0;
  const lines = [
    `${source} ${isOneTask ? 'is no running task' : 'has no running task'}`,
    ...(isOneTask || status === undefined ? [] : [`${status.desiredCount} of them are wanted.`]),
    ...starting.map((task) => `Task ${nameInArn(task.taskArn ?? '').slice(0, 8)} is ${task.lastStatus}.`),
    ...(last === undefined ? [] : [endOf(last)]),
    ...(running.length === 0 ? [] : [`Running: ${running.join(', ')}`]),
  ];
  const hasRun = !isOneTask || last !== undefined || starting.length > 0;
  const hint = isScaledToNone && !isOneTask ? scaleHint : hasRun ? logHint : tasksHint;
  return new Failure('NO_RUNNING_TASK', lines.join('\n'), { hint: await hint(target, source) });
}

/** Of the task that was named, or of the service. */
async function lastEnded(
  target: Target,
  { cluster, service, source }: Absence,
  id: string | undefined,
): Promise<StoppedTask | undefined> {
  const ecs = await target.clients.ecs();
  const stopped =
    id === undefined && service !== undefined
      ? await stoppedTasks(ecs, cluster, service)
      : (await stoppedTasksOfCluster(ecs, cluster)).filter((task) =>
          id === undefined ? isStoppedTask(task, source) : task.id.startsWith(id),
        );
  return stopped.toSorted((one, other) => other.stoppedAt - one.stoppedAt)[0];
}

function endOf(task: StoppedTask): string {
  return `Task ${task.id.slice(0, 8)} stopped: ${[task.stoppedReason, ...containerEnds(task)].join('; ')}`;
}

async function scaleHint(target: Target, source: string): Promise<string> {
  const env = target.environment === 'local' ? '' : ` ${await environmentOptions(target)}`;
  return `Start tasks: ${command('store:scale')} ${source}=1${env}`;
}

async function logHint(target: Target, source: string): Promise<string> {
  if (target.environment === 'local') {
    return `What it wrote: ${command('local:logs')} ${source}. Tasks: ${command('local:status')}`;
  }
  const env = await environmentOptions(target);
  return `What it wrote: ${command('store:logs')} ${source} ${env}`;
}

/** Of a task that nobody knows there are no lines. */
async function tasksHint(target: Target): Promise<string> {
  if (target.environment === 'local') return `Tasks: ${command('local:status')}`;
  return `Tasks: ${command('store:status')} ${await environmentOptions(target)}`;
}
