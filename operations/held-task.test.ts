import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ECS } from '../aws/ecs-types.ts';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../local/control-plane/api/testing/own-stack-endpoint.ts';
import { run } from '../local/processes/run.ts';
import type { Clock } from '../time/clock.ts';
import { waitingClock } from '../time/testing/waiting-clock.ts';
import { withHeldTask } from './held-task.ts';
import { type OneOffLaunch, readOneOffLaunch } from './one-off-launch.ts';

let endpoint: OwnStackEndpoint;
let ecs: ECS;
let launch: OneOffLaunch;
/** The world goes on while somebody waits. */
let clock: Clock;

beforeEach(async () => {
  endpoint = await ownStackEndpoint();
  ecs = await endpoint.clients.ecs();
  launch = await readOneOffLaunch({ environment: 'local', clients: endpoint.clients });
  const waiting = waitingClock();
  clock = {
    now: waiting.now,
    sleep: async (milliseconds) => {
      endpoint.controlPlane.settle();
      await waiting.sleep(milliseconds);
    },
  };
});
afterEach(() => endpoint.close());

const hold = (more: { readonly enableExecuteCommand?: boolean; readonly signal?: AbortSignal } = {}) => ({
  ...{ startedBy: 'test', enableExecuteCommand: false, signal: new AbortController().signal, clock },
  ...more,
});

async function taskOf(taskArn: string) {
  const { tasks = [] } = await ecs.describeTasks({ cluster: launch.cluster, tasks: [taskArn] });
  return tasks[0];
}

test.each([false, true])(
  'a task is used once it runs, and is stopped then (ECS Exec: %s)',
  async (isExec) => {
    const used = await withHeldTask(ecs, launch, hold({ enableExecuteCommand: isExec }), async (held) => {
      expect(held.container).toMatchObject({ name: 'oneoff', lastStatus: 'RUNNING' });
      expect(held.container.runtimeId).not.toBe('');
      expect((await taskOf(held.taskArn))?.enableExecuteCommand).toBe(isExec);
      return held.taskArn;
    });
    endpoint.controlPlane.settle();
    expect(await taskOf(used)).toMatchObject({ desiredStatus: 'STOPPED', stoppedReason: 'Session closed' });
  },
);

test('a task is stopped when its use fails or the wait is interrupted', async () => {
  const failing = withHeldTask(ecs, launch, hold(), () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  const signal = AbortSignal.abort(new Error('Interrupted'));
  await expect(withHeldTask(ecs, launch, hold({ signal }), async () => 0)).rejects.toThrow('Interrupted');
  const { taskArns = [] } = await ecs.listTasks({
    ...{ cluster: launch.cluster, family: launch.taskDefinition, desiredStatus: 'RUNNING' },
  });
  expect(taskArns).toEqual([]);
});

test('a task that stops before it is used raises what ECS says', async () => {
  const stopping: Clock = {
    ...clock,
    sleep: async () => {
      const { taskArns = [] } = await ecs.listTasks({
        cluster: launch.cluster,
        family: launch.taskDefinition,
      });
      for (const task of taskArns) await ecs.stopTask({ cluster: launch.cluster, task, reason: 'too large' });
      endpoint.controlPlane.settle();
    },
  };
  const held = withHeldTask(ecs, launch, { ...hold(), clock: stopping }, async () => 0);
  await expect(held).rejects.toMatchObject({
    code: 'ONE_OFF_NOT_STARTED',
    message: expect.stringContaining('too large'),
  });
});

test('what holds a task ends at once when the task is stopped', async () => {
  let command: readonly string[] = [];
  await withHeldTask(ecs, launch, hold(), async ({ taskArn }) => {
    command = (await taskOf(taskArn))?.overrides?.containerOverrides?.[0]?.command ?? [];
  });
  const [shell = '', flag = '', script = ''] = command;
  const stopped = `"$0" "$1" "$2" & sleep 0.3; kill -TERM $!; wait $!; echo "ended with $?"`;
  const { stdout } = await run('sh', ['-c', stopped, shell, flag, script.replace('sleep 28800', 'sleep 2')], {
    timeoutMs: 20_000,
  });
  expect(script).toContain('sleep 28800');
  expect(stdout).toBe('ended with 0\n');
});
