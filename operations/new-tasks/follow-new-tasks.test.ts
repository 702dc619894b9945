import { expect, test } from 'vitest';
import { createProgress, type ProgressEvent } from '../../progress/progress.ts';
import { type FollowOptions, followNewTasks } from './follow-new-tasks.ts';
import type { NewTask, NewTasks } from './new-task.ts';

const starting: NewTask = {
  ...{ id: 'a', name: 'web/24c88e77', service: 'shop-web', revision: 'web:2' },
  ...{ lastStatus: 'PENDING', desiredStatus: 'RUNNING', isPulling: false },
  ...{ createdAt: 0, startedAt: undefined, stoppedReason: undefined, healthStatus: 'UNKNOWN' },
  ...{ containers: [], targets: [], targetGroups: 1, check: undefined, graceMs: 180_000 },
};
const running: NewTask = { ...starting, lastStatus: 'RUNNING', startedAt: 1000 };
const answers = (state: string, description?: string): NewTask => ({
  ...running,
  targets: [{ state, reason: undefined, description, port: 3000, path: '/up' }],
});
const wrong = answers('unhealthy', 'Health checks failed with these codes: [500]');
const given: NewTask = {
  ...wrong,
  desiredStatus: 'STOPPED',
  stoppedReason: 'Task failed ELB health checks in (target-group arn)',
};

type Look = readonly NewTask[] | Error;

/** Looks once a second, and gives what was told of new tasks below a step. */
async function follow(
  looks: readonly Look[],
  options: {
    readonly end?: 'healthy';
    readonly earlier?: number;
    readonly explain?: FollowOptions['explain'];
  } = {},
) {
  const events: ProgressEvent[] = [];
  let look = 0;
  const read = async (): Promise<NewTasks> => {
    const tasks = looks[look++] ?? [];
    if (tasks instanceof Error) throw tasks;
    return { tasks, deployments: [{ service: 'shop-web', failedTasks: look, threshold: 3 }] };
  };
  let followed: ReturnType<typeof followNewTasks> | undefined;
  await createProgress(
    (event) => events.push(event),
    () => 0,
  ).step('Services', async (step) => {
    const { earlier, explain } = options;
    followed = followNewTasks({
      ...{ read, step, everyMs: 1000 },
      ...(earlier === undefined ? {} : { givenUpEarlier: () => earlier }),
      ...(explain === undefined ? {} : { explain }),
    });
    for (const [index] of looks.entries()) {
      await followed.look(index * 1000);
      await followed.look(index * 1000 + 500);
    }
    await followed.end(options.end ?? 'unknown');
  });
  const told = events.slice(1, -1).map((event) => {
    if (event.type === 'started') return event.title;
    if (event.type === 'noted')
      return [event.text, event.until?.at, event.isNews].filter((part) => part !== undefined);
    return `${event.outcome}: ${event.result}`;
  });
  return { told, followed, looks: look };
}

test('a new task is a step of its own, with news of what its health path answers and until when it is borne', async () => {
  const { told, followed, looks } = await follow([
    [starting],
    [answers('initial')],
    [wrong],
    [wrong],
    [given],
  ]);
  expect(told).toEqual([
    'new task web/24c88e77',
    ['PENDING'],
    ['RUNNING, first health checks of /up'],
    ['/up answers 500', 181_000, true],
    'failed: /up answers 500: Task failed ELB health checks',
  ]);
  expect(looks).toBe(5);
  expect(followed?.troubleOf('a')).toBe('/up answers 500');
  expect(followed?.paths()).toEqual(['/up']);
  expect(followed?.failedTasks('shop-web')).toBe('5 of 3 tasks failed');
});

test('a task is borne no longer than what gives it up before ECS does', async () => {
  const { told } = await follow([[wrong]], { earlier: 31_000 });
  expect(told).toContainEqual(['/up answers 500', 31_000, true]);
});

test('what is healthy when it is first seen is not told; what gets healthy, and what is when all are steady, is', async () => {
  expect((await follow([[answers('healthy')]])).told).toEqual([]);
  expect((await follow([[starting], [answers('healthy')]])).told.at(-1)).toBe('done: healthy');
  expect((await follow([[starting]], { end: 'healthy' })).told.at(-1)).toBe('done: healthy');
  expect((await follow([[starting]])).told.at(-1)).toBe('skipped: no longer waited for');
  expect((await follow([[starting], [wrong]])).told.at(-1)).toBe('failed: /up answers 500');
});

test('a task that exited tells the cause once its output names it, and ends without it after three looks', async () => {
  const exited: NewTask = {
    ...{ ...running, desiredStatus: 'STOPPED', stoppedReason: 'Essential container in task exited' },
    containers: [{ name: 'web', exitCode: 1, reason: undefined }],
  };
  const causes = [undefined, "key not found: 'TOKEN' (KeyError)"];
  const looks = [[starting], [exited], [exited], [exited], [exited]];
  const { told } = await follow(looks, { explain: async () => causes.shift() });
  expect(told.slice(2)).toEqual([
    ['web exited with code 1', true],
    "failed: web exited with code 1: key not found: 'TOKEN' (KeyError)",
  ]);
  const [, , , inTime] = (await follow([[starting], [exited]], { explain: async () => undefined })).told;
  expect(inTime).toBe('failed: web exited with code 1');
  const without = await follow(looks, { explain: async () => Promise.reject(new Error('no such stream')) });
  expect(without.told.slice(2)).toEqual([['web exited with code 1', true], 'failed: web exited with code 1']);
});

test('a look that AWS refuses is no news and no failure', async () => {
  expect((await follow([new Error('Rate exceeded'), [starting]])).told[0]).toBe('new task web/24c88e77');
});
