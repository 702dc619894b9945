import { afterEach, beforeEach, expect, test } from 'vitest';
import { answering } from '../../aws/testing/answering.ts';
import { answeringStack } from '../../aws/testing/answering-stack.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleScalable,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { putBackName } from '../scale/scale-services.ts';
import type { Target } from '../target.ts';
import { imageVersion } from './read-service-states.ts';
import { readStoreStatus } from './read-store-status.ts';

let endpoint: EcsEndpoint;
let target: Target;
let outputs: Readonly<Record<string, string>>;
const topic = 'arn:aws:sns:ap-southeast-1:000000000000:spree-local-alarms';

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
  outputs = { ClusterName: sampleCluster, DistributionId: 'E1', AlarmTopicArn: topic };
  await answeringStack(target.clients, () => outputs);
  answering(await target.clients.rds(), {
    DescribeDBInstances: () => ({
      ...{ $metadata: {} },
      DBInstances: ['spree-local-postgres', 'other'].map((DBInstanceIdentifier) => ({
        ...{ DBInstanceIdentifier, DBInstanceStatus: 'available', Engine: 'postgres', EngineVersion: '16' },
      })),
    }),
  });
  answering(await target.clients.cloudFront(), {
    GetDistribution: () => {
      throw Object.assign(new Error('not authorized'), { $fault: 'client' });
    },
  });
  answering(await target.clients.elastiCache(), {
    DescribeReplicationGroups: () => ({ $metadata: {}, ReplicationGroups: [] }),
  });
  const scaling = await target.clients.applicationAutoScaling();
  await scaling.registerScalableTarget({
    ...sampleScalable,
    ...{ MinCapacity: 2, MaxCapacity: 10, SuspendedState: { DynamicScalingInSuspended: true } },
  });
});
afterEach(() => endpoint.close());

async function setAlarm(AlarmName: string, AlarmActions: string[]): Promise<void> {
  const cloudWatch = await target.clients.cloudWatch();
  await cloudWatch.putMetricAlarm({
    ...{ AlarmName, AlarmActions, AlarmDescription: 'Critical: look.' },
    ...{ Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Statistic: 'Average', Period: 60 },
    ...{ Threshold: 80, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 },
  });
  await cloudWatch.setAlarmState({ AlarmName, StateValue: 'ALARM', StateReason: 'by hand' });
}

test('a status has services with their scaling and release, and what AWS does not tell is unknown', async () => {
  const status = await readStoreStatus(target, sampleTime);
  expect(status).toMatchObject({
    ...{ environment: 'local', region: 'ap-southeast-1', account: '000000000000' },
    services: [
      {
        ...{ name: 'web', desired: 2, running: 2, pending: 0, revision: '1', rollout: 'COMPLETED' },
        ...{ targets: { healthy: 2 }, scaling: { min: 2, max: 10, suspended: ['in'] } },
      },
    ],
    databases: {
      isKnown: true,
      value: [{ name: 'spree-local-postgres', status: 'available', engine: 'postgres 16' }],
    },
    caches: { isKnown: true, value: [] },
    edge: { isKnown: false, why: 'not authorized' },
    alarms: { isKnown: true, value: [] },
  });
});

test('of the alarms it has those of the environment that tell of something else than scaling', async () => {
  await setAlarm('spree-local-WebCpu', [topic]);
  await setAlarm('spree-staging-WebCpu', [topic]);
  const policy =
    'arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:1:resource/ecs/service/a/b:policyName/cpu';
  await setAlarm('spree-local-Step', [policy]);
  const { alarms } = await readStoreStatus(target, sampleTime);
  expect(alarms).toMatchObject({
    isKnown: true,
    value: [
      {
        name: 'spree-local-WebCpu',
        condition: '> 80 in 1 of 1 periods of 60 s',
        metric: 'AWS/ECS CPUUtilization',
      },
    ],
  });
});

test('an image is named by its tag, its digest, or else all of its name', () => {
  expect(
    ['r.example.com:5000/store:a1b2', 'store@sha256:0d', 'store:1@sha256:0d', 'localhost:5000/store'].map(
      imageVersion,
    ),
  ).toEqual(['a1b2', 'sha256:0d', 'sha256:0d', 'localhost:5000/store']);
});

test('bounds that store:scale --for has set have the time at which AWS sets them back', async () => {
  const scaling = await target.clients.applicationAutoScaling();
  await scaling.putScheduledAction({
    ...sampleScalable,
    ...{ ScheduledActionName: putBackName, Schedule: 'at(2026-11-24T11:00:00)' },
    ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 10 },
  });
  const until = async (nowMs: number) =>
    (await readStoreStatus(target, nowMs)).services[0]?.scaling?.heldUntilMs;
  const endMs = Date.UTC(2026, 10, 24, 11);
  expect([await until(sampleTime), await until(endMs)]).toEqual([endMs, undefined]);
});

test('a stack without a distribution and a topic has a status all the same', async () => {
  outputs = { ClusterName: sampleCluster };
  expect(await readStoreStatus(target, sampleTime)).toMatchObject({
    services: [{ name: 'web' }],
    account: 'unknown',
    edge: { isKnown: false, why: 'the stack has no output DistributionId' },
  });
});
