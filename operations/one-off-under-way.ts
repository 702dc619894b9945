import { isDeepStrictEqual } from 'node:util';
import { allPages } from '../aws/all-pages.ts';
import type { ECS, Task } from '../aws/ecs-types.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
import { awsCommand } from './aws-command.ts';
import { nameInArn } from './name-in-arn.ts';
import type { OneOffLaunch } from './one-off-launch.ts';

/** A command that must not run twice at a time: in any task of the definition's family where it is absent. */
export interface SoleCommand {
  readonly command: readonly string[] | undefined;
}

/** How long an earlier run is waited for, and who is told of it. */
export interface UnderWayWait {
  readonly timeoutMs?: number;
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

type Place = Pick<OneOffLaunch, 'cluster' | 'taskDefinition'>;

/** Longer than migrations of a large store take. */
const longestMs = 3_600_000;

/**
 * Waits for tasks that run the same command already: a release that was killed leaves its task running, and Rails, for one,
 * refuses to migrate twice at a time. Raises `TIMED_OUT` that names the task.
 */
export async function awaitSameUnderWay(
  ecs: ECS,
  place: Place,
  sole: SoleCommand,
  { timeoutMs = longestMs, note, signal, clock = systemClock }: UnderWayWait,
): Promise<void> {
  const [first] = await underWay(ecs, place, sole);
  if (first === undefined) return;
  const what = sole.command === undefined ? place.taskDefinition : sole.command.join(' ');
  const stop = await awsCommand(ecs, ['ecs', 'stop-task', '--cluster', place.cluster, '--task', first]);
  note(`waiting for ${what}, which an earlier run has begun (task ${first})`);
  await waitUntil(
    {
      what: `${what}, which an earlier run has begun, in task ${first}`,
      hint: `Stop it if it hangs: ${stop}`,
      ...{ timeoutMs, everyMs: 1000, clock, ...(signal === undefined ? {} : { signal }) },
    },
    async () => ((await underWay(ecs, place, sole)).length === 0 ? true : undefined),
  );
}

/** Ids of tasks that run it, those that are on their way out included. */
async function underWay(
  ecs: ECS,
  { cluster, taskDefinition: family }: Place,
  sole: SoleCommand,
): Promise<readonly string[]> {
  const listed = (['RUNNING', 'STOPPED'] as const).map((desiredStatus) =>
    allPages(async (nextToken) => {
      const page = await ecs.listTasks({ cluster, family, desiredStatus, nextToken });
      return { items: page.taskArns ?? [], next: page.nextToken };
    }),
  );
  const arns = (await Promise.all(listed)).flat();
  const ids: string[] = [];
  // ECS describes a hundred tasks in one call.
  for (let from = 0; from < arns.length; from += 100) {
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: arns.slice(from, from + 100) });
    const running = tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
    ids.push(...running.filter((task) => runs(task, sole)).map(({ taskArn = '' }) => nameInArn(taskArn)));
  }
  return ids;
}

function runs({ overrides }: Task, { command }: SoleCommand): boolean {
  if (command === undefined) return true;
  return (overrides?.containerOverrides ?? []).some((each) => isDeepStrictEqual(each.command, [...command]));
}
