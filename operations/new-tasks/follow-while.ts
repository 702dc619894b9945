import { systemClock } from '../../time/clock.ts';
import { lastLinesOfTask } from '../last-lines-of-task.ts';
import { listServiceNames } from '../service-status.ts';
import type { Target } from '../target.ts';
import { exceptionIn } from '../telling-lines.ts';
import { type FollowedTasks, type FollowOptions, followNewTasks } from './follow-new-tasks.ts';
import type { NewTask } from './new-task.ts';
import { newTasksOf } from './read-new-tasks.ts';

/** Whose new tasks are told of, below which step, and how often they are looked at, in milliseconds. */
export interface FollowedCluster {
  readonly target: Target;
  /** Undefined as long as there is none. */
  readonly cluster: () => Promise<string | undefined>;
  readonly step: FollowOptions['step'];
  readonly everyMs?: number;
  /** Tasks are new from then on, in milliseconds since the epoch: from the beginning of the work. */
  readonly sinceMs?: number;
}

/** CloudFormation takes minutes, in which AWS is asked no more often than this. */
const usualEveryMs = 5000;

/**
 * Does work that waits for services itself, as CloudFormation does, and tells of their new tasks meanwhile. `onFailure` makes the
 * failure of the work, with what was wrong with new tasks, such as `new task web/24c88e77: /up answers 500`.
 */
export async function followWhile<T>(
  { target, cluster, step, everyMs = usualEveryMs, sinceMs = Date.now() }: FollowedCluster,
  work: () => Promise<T>,
  onFailure: (error: unknown, troubles: readonly string[]) => unknown,
): Promise<T> {
  const over = new AbortController();
  const readIn = oncePerCluster();
  const read = async () => readIn(target, await cluster(), sinceMs);
  const explain = async ({ id, revision }: NewTask) =>
    exceptionIn(await lastLinesOfTask(target, { id, taskDefinition: revision }));
  const followed = followNewTasks({ read, step, everyMs, explain });
  const following = follow(followed, everyMs, over.signal);
  try {
    const value = await work();
    over.abort();
    await following;
    await followed.end('healthy');
    return value;
  } catch (error) {
    over.abort();
    await following;
    await followed.end('unknown');
    throw onFailure(error, followed.troubles());
  }
}

/** What is known of tasks is kept from look to look. */
function oncePerCluster() {
  let read: ReturnType<typeof newTasksOf> | undefined;
  return async (target: Target, cluster: string | undefined, sinceMs: number) => {
    if (cluster === undefined) return { tasks: [], deployments: [] };
    read ??= newTasksOf(target, {
      ...{ cluster, sinceMs },
      names: async () => listServiceNames(await target.clients.ecs(), cluster),
    });
    return await read();
  };
}

/** On the machine's clock: what is waited for is not here. */
async function follow(followed: FollowedTasks, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await systemClock.sleep(everyMs, signal);
    if (!signal.aborted) await followed.look(systemClock.now());
  }
}
