import { beforeAll, describe, expect, test } from 'vitest';
import type { ScalableTarget } from '../../definition/model/scaling.ts';
import { scalingConstructs } from '../../definition/testing/scaling-constructs.ts';
import type { Workload } from '../../definition/workload.ts';
import { localWorkload } from './local-workload.ts';

let workload: Workload;
let web: ScalableTarget | undefined;
let jobs: ScalableTarget | undefined;

beforeAll(() => {
  workload = localWorkload(scalingConstructs());
  const [{ name: cluster = '' } = {}] = workload.clusters;
  web = workload.scalableTargets.find(({ resourceId }) => resourceId === `service/${cluster}/web`);
  jobs = workload.scalableTargets.find(({ resourceId }) => resourceId === `service/${cluster}/jobs`);
}, 60_000);

const alarmOf = (arn: string | undefined) =>
  workload.alarms.find(({ alarmActions }) => arn !== undefined && alarmActions.includes(arn));

describe('what CDK writes for a scaled service is read as it is', () => {
  test('its bounds and its scheduled actions', () => {
    expect(web).toMatchObject({
      minCapacity: 2,
      maxCapacity: 10,
      scheduledActions: [
        {
          scheduledActionName: 'Morning',
          schedule: 'cron(0 8 ? * MON-FRI *)',
          timezone: 'Asia/Singapore',
          startTime: '2027-01-01T00:00:00.000Z',
          minCapacity: 4,
        },
        {
          scheduledActionName: 'Sale',
          schedule: 'at(2027-11-11T00:00:00)',
          minCapacity: 8,
          maxCapacity: 40,
        },
        { scheduledActionName: 'Often', schedule: 'rate(6 hours)', maxCapacity: 20 },
      ],
    });
  });

  test('its target tracking policies', () => {
    const policies = web?.policies.filter(({ kind }) => kind === 'target-tracking');
    const [targetGroup] = workload.targetGroups;
    const [loadBalancer] = workload.loadBalancers;
    const labelOf = (arn = '') => arn.split(':').at(-1)?.replace('loadbalancer/', '');
    expect(policies).toMatchObject([
      { targetValue: 70, metric: { type: 'ECSServiceAverageCPUUtilization' } },
      { targetValue: 80, disableScaleIn: true, metric: { type: 'ECSServiceAverageMemoryUtilization' } },
      {
        targetValue: 1000,
        metric: {
          type: 'ALBRequestCountPerTarget',
          resourceLabel: `${labelOf(loadBalancer?.arn)}/${labelOf(targetGroup?.arn)}`,
        },
      },
      {
        targetValue: 60,
        scaleOutCooldownSeconds: 60,
        metric: {
          kind: 'customized',
          watched: {
            kind: 'metric',
            metric: { namespace: 'Shop', metricName: 'Latency', dimensions: { Queue: 'default' } },
            stat: 'Maximum',
            periodSeconds: 60,
          },
        },
      },
    ]);
  });

  test('its step scaling policies, each with an alarm that refers to it', () => {
    const policies = web?.policies.filter(({ kind }) => kind === 'step-scaling') ?? [];
    expect(policies).toMatchObject([
      {
        adjustmentType: 'PercentChangeInCapacity',
        cooldownSeconds: 120,
        metricAggregationType: 'Maximum',
        minAdjustmentMagnitude: 1,
        steps: [{ upperBound: 0, scalingAdjustment: -10 }],
      },
      {
        steps: [
          { lowerBound: 0, upperBound: 100, scalingAdjustment: 10 },
          { lowerBound: 100, scalingAdjustment: 50 },
        ],
      },
    ]);
    expect(policies.map(({ arn }) => alarmOf(arn))).toMatchObject([
      {
        threshold: 10,
        comparisonOperator: 'LessThanOrEqualToThreshold',
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
      { threshold: 100, comparisonOperator: 'GreaterThanOrEqualToThreshold' },
    ]);
  });

  test('a service that processes a queue', () => {
    expect(jobs).toMatchObject({
      minCapacity: 1,
      maxCapacity: 8,
      policies: [
        { kind: 'target-tracking', targetValue: 50, metric: { type: 'ECSServiceAverageCPUUtilization' } },
        { kind: 'step-scaling', steps: [{ upperBound: 0, scalingAdjustment: -1 }] },
        {
          kind: 'step-scaling',
          adjustmentType: 'ChangeInCapacity',
          steps: [
            { lowerBound: 0, upperBound: 400, scalingAdjustment: 1 },
            { lowerBound: 400, scalingAdjustment: 5 },
          ],
        },
      ],
    });
    expect(alarmOf(jobs?.policies.at(-1)?.arn)).toMatchObject({
      threshold: 100,
      watched: {
        metric: { namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible' },
        stat: 'Maximum',
        periodSeconds: 300,
      },
    });
  });
});

test('alarms on metrics, on metric math and on other alarms are read as CDK writes them', () => {
  const named = (id: string) => workload.alarms.find(({ logicalId }) => logicalId.startsWith(id));
  const arnOf = (id: string) =>
    `arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:${named(id)?.alarmName}`;
  expect(named('Slow')).toMatchObject({
    alarmActions: ['arn:aws:sns:ap-southeast-1:000000000000:news'],
    watched: { stat: 'p99', periodSeconds: 60 },
    threshold: 2,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
  expect(named('Backed')).toMatchObject({
    watched: {
      kind: 'math',
      queries: [
        { expression: 'waiting / tasks', returnData: true },
        { id: 'waiting', metricStat: { stat: 'Maximum', periodSeconds: 60 }, returnData: false },
        { id: 'tasks', metricStat: { stat: 'Average', periodSeconds: 60 }, returnData: false },
      ],
    },
  });
  expect(named('Trouble')).toMatchObject({
    alarmName: 'trouble',
    okActions: ['arn:aws:sns:ap-southeast-1:000000000000:news'],
    alarmRule: `(ALARM("${arnOf('Slow')}") OR ALARM("${arnOf('Backed')}"))`,
  });
});
