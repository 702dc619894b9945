import { afterEach, beforeEach, expect, test } from 'vitest';
import { answering } from '../../aws/testing/answering.ts';
import { answeringStack } from '../../aws/testing/answering-stack.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { scaleOnCpu } from '../../local/control-plane/api/testing/scale-on-cpu.ts';
import type { Target } from '../target.ts';
import { readAlarmOverview } from './alarm-overview.ts';

let endpoint: EcsEndpoint;
let target: Target;
const topic = 'arn:aws:sns:ap-southeast-1:000000000000:spree-local-alarms';

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
  await answeringStack(target.clients, () => ({ ClusterName: sampleCluster, AlarmTopicArn: topic }));
  const pages = [
    {
      Subscriptions: [{ Protocol: 'email', Endpoint: 'a@example.com', SubscriptionArn: `${topic}:1` }],
      NextToken: 't',
    },
    {
      Subscriptions: [
        { Protocol: 'email', Endpoint: 'b@example.com', SubscriptionArn: 'PendingConfirmation' },
      ],
    },
  ];
  answering(await target.clients.sns(), {
    ListSubscriptionsByTopic: (input) => ({ $metadata: {}, ...pages['NextToken' in input ? 1 : 0] }),
  });
});
afterEach(() => endpoint.close());

/** Alarms that are there for a policy, and one of the environment for each of these names. */
async function putAlarms(...names: readonly string[]): Promise<void> {
  await scaleOnCpu(target.clients);
  const cloudWatch = await target.clients.cloudWatch();
  for (const AlarmName of names) {
    await cloudWatch.putMetricAlarm({
      ...{ AlarmName, AlarmActions: [topic], AlarmDescription: 'Critical: look at its logs.' },
      ...{ Namespace: 'Shop', MetricName: 'Late', Statistic: 'Maximum', Period: 60 },
      ...{
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
      },
    });
  }
}

test('alarms of the environment have their state, metric, last value and history, those that scale too', async () => {
  await putAlarms('spree-local-Late', 'spree-staging-Late');
  const cloudWatch = await target.clients.cloudWatch();
  await cloudWatch.putMetricData({
    Namespace: 'Shop',
    MetricData: [{ MetricName: 'Late', Value: 7, Timestamp: new Date(sampleTime - 60_000) }],
  });
  const policyAlarms =
    (await cloudWatch.describeAlarms({ AlarmNamePrefix: 'TargetTracking-' })).MetricAlarms ?? [];
  for (const AlarmName of ['spree-local-Late', 'spree-staging-Late', policyAlarms[0]?.AlarmName]) {
    await cloudWatch.setAlarmState({ AlarmName, StateValue: 'ALARM', StateReason: 'by hand' });
  }
  const { alarms, history } = await readAlarmOverview(target, sampleTime + 1000);
  expect(alarms.map(({ name, state, isForScaling }) => [name, state, isForScaling])).toEqual([
    ...policyAlarms.map(({ AlarmName }, index) => [
      AlarmName,
      index === 0 ? 'ALARM' : 'INSUFFICIENT_DATA',
      true,
    ]),
    ['spree-local-Late', 'ALARM', false],
  ]);
  expect(alarms.at(-1)).toMatchObject({
    ...{ sinceMs: sampleTime, metric: 'Shop Late', condition: '> 5 in 2 of 3 periods of 60 s', lastValue: 7 },
    description: 'Critical: look at its logs.',
  });
  expect(history).toEqual([
    { atMs: sampleTime, name: 'spree-local-Late', from: 'INSUFFICIENT_DATA', to: 'ALARM' },
  ]);
});

test('who is told is read to the last page, and who has not confirmed is not told', async () => {
  const { subscribers } = await readAlarmOverview(target, sampleTime);
  expect(subscribers).toEqual({
    isKnown: true,
    value: [
      { protocol: 'email', endpoint: 'a@example.com', isConfirmed: true },
      { protocol: 'email', endpoint: 'b@example.com', isConfirmed: false },
    ],
  });
});
