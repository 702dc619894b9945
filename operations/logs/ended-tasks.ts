import { allPages } from '../../aws/all-pages.ts';
import type { ECS } from '../../aws/ecs-types.ts';
import type { Clock } from '../../time/clock.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { LogSource } from './log-event.ts';

/** A call of ECS every so often is enough to see an end. */
const askEveryMs = 3_000;
/**
 * How long after the end of a task its last lines may still come: the log driver sends them when a container ends, and CloudWatch
 * Logs finds them some seconds later. AWS names no limit.
 */
export const settleMs = 15_000;

/** Whose end is waited for. */
export interface EndedTasksLook {
  readonly ecs: Pick<ECS, 'describeTasks' | 'listTasks'>;
  readonly cluster: string;
  readonly sources: readonly LogSource[];
  readonly clock: Clock;
  /** Is told what keeps the end from being seen, once. */
  readonly onUnknown: (error: unknown) => void;
}

/**
 * Gives the question whether all has been written that the sources will ever have: those of single tasks that stopped `settleMs`
 * ago. Undefined for sources of services, of families and of all tasks, which get new ones.
 */
export function endedTasks(look: EndedTasksLook): (() => Promise<boolean>) | undefined {
  const ids = look.sources.map(idIn);
  if (!ids.every((id) => id !== undefined) || ids.length === 0) return undefined;
  const { clock, onUnknown } = look;
  let askedMs = Number.NEGATIVE_INFINITY;
  let ended: { readonly atMs: number; readonly seenMs: number } | undefined;
  let isUnknown = false;
  return async () => {
    const nowMs = clock.now();
    if (ended === undefined && nowMs - askedMs >= askEveryMs) {
      askedMs = nowMs;
      try {
        const atMs = await endOf(look, ids);
        if (atMs !== undefined) ended = { atMs, seenMs: nowMs };
      } catch (error) {
        if (!isUnknown) onUnknown(error);
        isUnknown = true;
      }
    }
    // AWS’s clock may be ahead of this one.
    return ended !== undefined && nowMs - Math.min(ended.atMs, ended.seenMs) >= settleMs;
  };
}

/** The beginning of a task’s id in `prefix/container/id`. */
function idIn({ streamPrefix = '' }: LogSource): string | undefined {
  return nameInArn(streamPrefix) || undefined;
}

/**
 * When the last of these tasks stopped, in milliseconds since the epoch; undefined while one runs. ECS forgets a task within
 * hours of its end: the beginning of time.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
async function endOf({ ecs, cluster }: EndedTasksLook, ids: readonly string[]): Promise<number | undefined> {
  const isMeant = (arn: string) => ids.some((id) => nameInArn(arn).startsWith(id));
  const listed = async (desiredStatus: 'RUNNING' | 'STOPPED') =>
    (
      await allPages(async (nextToken) => {
        const page = await ecs.listTasks({ cluster, desiredStatus, nextToken });
        return { items: page.taskArns ?? [], next: page.nextToken };
      })
    ).filter(isMeant);
  if ((await listed('RUNNING')).length > 0) return undefined;
  const stopping = await listed('STOPPED');
  let endMs = Number.NEGATIVE_INFINITY;
  // ECS describes a hundred tasks in one call.
  for (let from = 0; from < stopping.length; from += 100) {
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: stopping.slice(from, from + 100) });
    if (tasks.some(({ lastStatus }) => lastStatus !== 'STOPPED')) return undefined;
    endMs = Math.max(endMs, ...tasks.map(({ stoppedAt }) => stoppedAt?.getTime() ?? endMs));
  }
  return endMs;
}
