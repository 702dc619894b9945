import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import type { SimulatedService } from '../../local/capacity/simulated/simulated-service.ts';
import type { Target } from '../../operations/target.ts';
import { asMeasured, measuredSentence, measureServices } from './measure-services.ts';

const $metadata = {};
const at = (seconds: number) => new Date(seconds * 1000);

async function target(environment: Target['environment'], requests: readonly number[]): Promise<Target> {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
  const started = [23, 31, 26].map((seconds) => ({ createdAt: at(0), startedAt: at(seconds) }));
  answering(await clients.ecs(), {
    DescribeServices: () => ({
      $metadata,
      services: [{ loadBalancers: [{ targetGroupArn: 'a:targetgroup/w/1' }] }],
    }),
    ListTasks: () => ({ $metadata, taskArns: ['a'] }),
    DescribeTasks: () => ({ $metadata, tasks: started }),
  });
  answering(await clients.elasticLoadBalancing(), {
    DescribeTargetGroups: () => ({
      $metadata,
      TargetGroups: [{ LoadBalancerArns: ['a:loadbalancer/app/s/1'] }],
    }),
  });
  const series = (Id: string, Values: readonly number[]) => ({
    ...{ Id, Values: [...Values], Timestamps: Values.map((_, index) => at(60 * index)) },
  });
  answering(await clients.cloudWatch(), {
    GetMetricData: () => ({
      $metadata,
      MetricDataResults: [
        series('requests', requests),
        ...[
          series('cpu', [50, 25]),
          series('memory', [30, 32]),
          series('tasks', [2, 2]),
          series('latency', [0.2]),
        ],
      ],
    }),
  });
  return { environment, clients };
}

const service: SimulatedService = {
  ...{ name: 'shop-web', minCapacity: 2, maxCapacity: 10, policies: [], leftOut: [] },
  model: { cpuSecondsPerRequest: 9, latencyMs: 9, bootSeconds: 9, taskVcpu: 0.5, memoryPercent: 9 },
  price: { vcpu: 1, memoryGib: 1, vcpuHourUsd: 1, gibHourUsd: 1 },
};

test('a service is measured by its own minutes and by its tasks', async () => {
  const measured = await measureServices(await target('local', [600, 300]), 'shop', [service], 0);
  expect(measured).toEqual([
    {
      name: 'shop-web',
      model: { cpuSecondsPerRequest: 45 / 900, latencyMs: 200, memoryPercent: 30 },
      provisionSeconds: 26,
    },
  ]);
  const other = { ...service, name: 'other' };
  expect(asMeasured([service, other], measured)).toEqual([
    {
      ...service,
      model: { ...service.model, cpuSecondsPerRequest: 0.05, latencyMs: 200, memoryPercent: 30 },
    },
    other,
  ]);
});

test.each([
  [
    { latencyMs: 200, memoryPercent: 30 },
    'measured 0.050 CPU seconds per request, 200 ms of latency, 30 % of a task’s memory; by --fact or assumed 9 s until a new task answers',
  ],
  [
    {},
    'measured 0.050 CPU seconds per request; by --fact or assumed 9 ms of latency, 9 % of a task’s memory, 9 s until a new task answers',
  ],
])('what was measured and what was not is said: %j', (also, words) => {
  const measured = { model: { cpuSecondsPerRequest: 0.05, ...also }, provisionSeconds: undefined };
  expect(measuredSentence(service, { name: 'shop-web', ...measured })).toBe(`shop-web: ${words}`);
});

test.each([
  ['local', /^Send it requests for a few minutes, then measure again\. .*local:status/],
  ['production', /^Measure while it receives requests, or replay its history with --from\.$/],
] as const)('without requests nothing is measured (%s)', async (environment, hint) => {
  await expect(
    measureServices(await target(environment, [0, 0]), 'shop', [service], 0),
  ).rejects.toMatchObject({
    ...{
      code: 'NOTHING_MEASURED',
      message: expect.stringContaining('shop-web had no minute with both requests'),
    },
    hint: expect.stringMatching(hint),
  });
});
