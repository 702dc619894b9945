import { afterEach, beforeEach, expect, test } from 'vitest';
import { answering } from '../../aws/testing/answering.ts';
import {
  sampleCluster as cluster,
  type EcsEndpoint,
  ecsEndpoint,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { nameInArn } from '../name-in-arn.ts';
import { endedTasks, settleMs } from './ended-tasks.ts';

let endpoint: EcsEndpoint;
let nowMs: number;
let said: string[];

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  nowMs = 0;
  said = [];
});
afterEach(() => endpoint.close());

function ended(streamPrefix: string | undefined) {
  const { ecs } = endpoint;
  const clock = { now: () => nowMs, sleep: async () => undefined };
  const sources = [{ group: 'g', streamPrefix }];
  return endedTasks({ ecs, cluster, sources, clock, onUnknown: (error) => said.push(String(error)) });
}

async function runningTask(): Promise<{ readonly arn: string; readonly id: string }> {
  const { taskArns: [arn = ''] = [] } = await endpoint.ecs.listTasks({ cluster, serviceName: sampleService });
  return { arn, id: nameInArn(arn) };
}

test.each([undefined, 'oneoff/', 'web/web/'])(
  '%s gets lines of new tasks, and never ends',
  (streamPrefix) => {
    expect(ended(streamPrefix)).toBeUndefined();
  },
);

test('one task has ended once it stopped and its last lines had time to arrive', async () => {
  const { arn, id } = await runningTask();
  const hasEnded = ended(`web/web/${id.slice(0, 8)}`);
  expect(await hasEnded?.()).toBe(false);
  await endpoint.ecs.stopTask({ cluster, task: arn });
  endpoint.advance(120_000);
  endpoint.controlPlane.settle();
  const { tasks = [] } = await endpoint.ecs.describeTasks({ cluster, tasks: [arn] });
  const stoppedMs = tasks[0]?.stoppedAt?.getTime() ?? 0;
  // Before the next call of ECS is due, nothing is known of it.
  nowMs = 2_000;
  expect(await hasEnded?.()).toBe(false);
  nowMs = stoppedMs;
  expect(await hasEnded?.()).toBe(false);
  nowMs = stoppedMs + settleMs - 1;
  expect(await hasEnded?.()).toBe(false);
  nowMs = stoppedMs + settleMs;
  expect(await hasEnded?.()).toBe(true);
});

test('a clock that is behind that of AWS does not keep it from ending', async () => {
  const { arn, id } = await runningTask();
  await endpoint.ecs.stopTask({ cluster, task: arn });
  endpoint.advance(120_000);
  endpoint.controlPlane.settle();
  const hasEnded = ended(`web/web/${id}`);
  expect(await hasEnded?.()).toBe(false);
  nowMs = settleMs;
  expect(await hasEnded?.()).toBe(true);
});

test('a task that is stopping still writes', async () => {
  const { arn, id } = await runningTask();
  answering(endpoint.ecs, {
    ListTasks: (input) => ({
      $metadata: {},
      taskArns: 'desiredStatus' in input && input.desiredStatus === 'STOPPED' ? [arn] : [],
    }),
    DescribeTasks: () => ({ $metadata: {}, tasks: [{ taskArn: arn, lastStatus: 'DEACTIVATING' }] }),
  });
  const hasEnded = ended(`web/web/${id}`);
  nowMs = Date.now();
  expect(await hasEnded?.()).toBe(false);
});

test('a task that ECS has forgotten has ended', async () => {
  expect(await ended('oneoff/oneoff/0123456789abcdef')?.()).toBe(true);
});

test('what ECS does not tell is said once, and asked for again', async () => {
  let isDown = true;
  answering(endpoint.ecs, {
    ListTasks: () => {
      if (isDown) throw new Error('Rate exceeded');
      return { $metadata: {}, taskArns: [] };
    },
  });
  const hasEnded = ended('oneoff/oneoff/01234567');
  for (; nowMs < 10_000; nowMs += 1_000) expect(await hasEnded?.()).toBe(false);
  expect(said).toEqual(['Error: Rate exceeded']);
  isDown = false;
  nowMs = 20_000;
  expect(await hasEnded?.()).toBe(true);
});
