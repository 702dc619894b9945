import { expect, test } from 'vitest';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import type { LogAnswer } from '../../aws/log-sink.ts';
import { container, definition, task } from '../tasks/testing/task-fixtures.ts';
import { type CloudWatchTaskLogsOptions, cloudWatchTaskLogs } from './cloudwatch-task-logs.ts';

const group = '/ecs/shop';

/** The start of a task of which the log group is made at `madeAtMs`, and LocalStack has all from `settledAtMs` on. */
function starting({ madeAtMs = Number.POSITIVE_INFINITY, settledAtMs = 0, createGroup = false }) {
  const clock = waitingClock();
  const calls: string[] = [];
  let made = false;
  const options: CloudWatchTaskLogsOptions = {
    engine: { containerLogs: async function* () {} },
    sink: {
      createGroup: async () => {
        calls.push(`group at ${clock.now()} ms`);
        made = true;
      },
      createStream: async (): Promise<LogAnswer> => (made || clock.now() >= madeAtMs ? 'done' : 'missing'),
      put: async () => 'done',
    },
    cursors: { get: () => undefined, set: () => {}, forget: () => {}, save: async () => {} },
    definedGroups: () => new Set(),
    isSettled: async () => clock.now() >= settledAtMs,
    patienceMs: 120_000,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    clock,
    signal: new AbortController().signal,
  };
  const awslogs = { 'awslogs-group': group, 'awslogs-create-group': String(createGroup) };
  const web = container({ logConfiguration: { logDriver: 'awslogs', options: awslogs } });
  const begun = cloudWatchTaskLogs(options).prepare(task(), definition([web]));
  return { clock, calls, begun };
}

test('a task waits for a log group while LocalStack is not complete yet', async () => {
  const { clock, begun } = starting({ madeAtMs: 3_000, settledAtMs: 5_000 });
  await begun;
  expect(clock.now()).toBe(3_000);
});

test('a log group that does not exist fails the task at once, and after two minutes in any case', async () => {
  const atOnce = starting({});
  await expect(atOnce.begun).rejects.toMatchObject({ code: 'LOG_GROUP_MISSING' });
  expect(atOnce.clock.now()).toBe(0);
  const never = starting({ settledAtMs: Number.POSITIVE_INFINITY });
  await expect(never.begun).rejects.toMatchObject({ code: 'LOG_GROUP_MISSING' });
  expect(never.clock.now()).toBe(120_000);
});

test("a log group that awslogs makes does not come before the template's own, whose deployment would fail", async () => {
  const { calls, begun } = starting({ settledAtMs: 5_000, createGroup: true });
  await begun;
  expect(calls).toEqual(['group at 5000 ms']);
});
