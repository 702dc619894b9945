import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleScalable,
  sampleService,
} from '../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../local/control-plane/api/testing/sample-state.ts';
import { alarmOnCpu } from '../local/control-plane/api/testing/scale-on-cpu.ts';
import { timeline } from '../local/scaling/words/timeline.ts';
import { readScalingRecord } from './read-scaling-record.ts';
import { scaledServices } from './scaled-services.ts';
import { readServiceHistory } from './service-history.ts';
import type { Target } from './target.ts';

let endpoint: EcsEndpoint;
let target: Target;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
});

afterEach(async () => {
  await endpoint.close();
});

const range = { fromMs: sampleTime - 5 * 60_000, toMs: sampleTime + 60_000 };

test('the local control plane describes the scaling of a service as AWS does', async () => {
  await alarmOnCpu(target.clients);
  const [scaled] = await scaledServices(target, sampleCluster, 'web');
  if (scaled === undefined) throw new Error('It was registered');
  const record = await readScalingRecord(target, scaled, range);
  expect(record).toMatchObject({
    registeredMs: sampleTime,
    ...{
      resourceId: sampleScalable.ResourceId,
      minCapacity: 2,
      maxCapacity: 10,
      desiredCount: 2,
      runningCount: 2,
    },
    policies: [
      {
        policy: { policyName: 'cpu', targetValue: 70, periodSeconds: 60 },
        high: { threshold: 70, state: 'ALARM', transitions: [{ from: 'INSUFFICIENT_DATA', to: 'ALARM' }] },
        low: { threshold: 63, state: 'INSUFFICIENT_DATA', metricName: 'CPUUtilization' },
      },
    ],
  });
  const entries = timeline(record, range);
  expect(entries[0]?.startMs).toBe(Math.floor(sampleTime / 60_000) * 60_000);
  expect(entries.flatMap(({ statements }) => statements)).toContainEqual({
    text: 'cpu is waiting to scale out until its alarm has a new value.',
  });
});

test('a service without metrics has no minutes', async () => {
  const name = { cluster: sampleCluster, service: sampleService };
  expect(await readServiceHistory(target, name, range)).toEqual([]);
});
