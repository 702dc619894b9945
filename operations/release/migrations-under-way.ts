import { isDeepStrictEqual } from 'node:util';
import { allPages } from '../../aws/all-pages.ts';
import type { ECS } from '../../aws/ecs-types.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { OneOffLaunch } from '../one-off-launch.ts';
import { migrateCommand } from './migrations-report.ts';

/** How long migrations are waited for, and who is told of them. */
export interface MigrationsWait {
  readonly timeoutMs: number;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Waits for migrations that somebody else has begun: a release that was killed leaves its task running, and Rails refuses to
 * migrate twice at a time. Raises `TIMED_OUT` that names the task.
 */
export async function awaitMigrationsUnderWay(
  ecs: ECS,
  launch: Pick<OneOffLaunch, 'cluster' | 'taskDefinition'>,
  { timeoutMs, note, signal, clock = systemClock }: MigrationsWait,
): Promise<void> {
  const [first] = await migrationsUnderWay(ecs, launch);
  if (first === undefined) return;
  note(`waiting for the migrations that an earlier run has begun (task ${first})`);
  await waitUntil(
    {
      what: `the migrations that an earlier run has begun, in task ${first}`,
      hint: `Stop them if they hang: aws ecs stop-task --cluster ${launch.cluster} --task ${first}`,
      ...{ timeoutMs, everyMs: 1000, signal, clock },
    },
    async () => ((await migrationsUnderWay(ecs, launch)).length === 0 ? true : undefined),
  );
}

/** Ids of tasks that migrate, those that are on their way out included. */
async function migrationsUnderWay(
  ecs: ECS,
  { cluster, taskDefinition: family }: Pick<OneOffLaunch, 'cluster' | 'taskDefinition'>,
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
    for (const { taskArn = '', lastStatus, overrides } of tasks) {
      const commands = (overrides?.containerOverrides ?? []).map(({ command }) => command);
      const migrates = commands.some((each) => isDeepStrictEqual(each, [...migrateCommand]));
      if (migrates && lastStatus !== 'STOPPED') ids.push(nameInArn(taskArn));
    }
  }
  return ids;
}
