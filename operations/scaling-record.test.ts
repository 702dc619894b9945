import { beforeEach, expect, test } from 'vitest';
import { type AwsClients, awsClients } from '../aws/clients.ts';
import { answering } from '../aws/testing/answering.ts';
import { alarmsOf } from '../local/scaling/words/scaling-record.ts';
import { readScalingRecord } from './read-scaling-record.ts';
import { scaledServices } from './scaled-services.ts';
import { readAlarms } from './scaling-alarms.ts';
import { longestHistoryDays, readServiceHistory } from './service-history.ts';
import type { Target } from './target.ts';
import { readProvisionSeconds } from './task-boots.ts';

const $metadata = {};
const at = (seconds: number) => new Date(seconds * 1000);
const arn = 'arn:aws:elasticloadbalancing:ap-southeast-1:1';

let clients: AwsClients;
let target: Target;
let calls: (readonly [string, object])[];

/** Each operation with its first page, and with the one that follows a token. */
function answers(byName: Readonly<Record<string, readonly object[]>>) {
  return Object.fromEntries(
    Object.entries(byName).map(([name, pages]) => {
      const answer = (input: object) => {
        calls.push([name, input]);
        const page = pages[Object.hasOwn(input, 'NextToken') ? 1 : 0];
        return { $metadata, ...page };
      };
      return [name, answer] as const;
    }),
  );
}

beforeEach(async () => {
  calls = [];
  clients = awsClients({
    environment: 'local',
    endpoint: 'http://127.0.0.1:9',
    region: 'ap-southeast-1',
  });
  target = { environment: 'local', clients };
  answering(await clients.ecs(), answers(ecs));
  answering(await clients.elasticLoadBalancing(), answers(balancers));
  answering(await clients.cloudWatch(), answers(cloudWatch));
  answering(await clients.applicationAutoScaling(), answers(scaling));
});

const ecs = {
  DescribeServices: [
    {
      services: [
        {
          desiredCount: 3,
          runningCount: 2,
          loadBalancers: [{ targetGroupArn: `${arn}:targetgroup/web/2` }],
          deployments: [
            { id: 'ecs-svc/2', createdAt: at(600), rolloutState: 'IN_PROGRESS' },
            { id: 'ecs-svc/1', createdAt: at(100), updatedAt: at(900), rolloutState: 'COMPLETED' },
            { id: 'ecs-svc/0', createdAt: at(50), updatedAt: at(900), rolloutState: 'FAILED' },
          ],
          events: [
            { createdAt: at(170), message: '(service web) has reached a steady state.' },
            { createdAt: at(160), message: '(service web) (deployment ecs-svc/1) deployment completed.' },
          ],
        },
      ],
    },
  ],
  ListTasks: [{ taskArns: ['a', 'b'] }],
  DescribeTasks: [{ tasks: [{ createdAt: at(0), startedAt: at(23.5) }, { createdAt: at(0) }] }],
};

const balancers = {
  DescribeTargetGroups: [{ TargetGroups: [{ LoadBalancerArns: [`${arn}:loadbalancer/app/shop/1`] }] }],
};

const state = (oldState: string, newState: string) =>
  JSON.stringify({ oldState: { stateValue: oldState }, newState: { stateValue: newState } });

const high = 'TargetTracking-service/shop/web-AlarmHigh-1';
const low = 'TargetTracking-service/shop/web-AlarmLow-1';

const cloudWatch = {
  DescribeAlarms: [
    {
      MetricAlarms: [
        {
          ...{ AlarmName: high, Threshold: 70, Period: 60, MetricName: 'CPUUtilization', StateValue: 'OK' },
          ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3 },
        },
        {
          ...{ AlarmName: low, Threshold: 63, Period: 60, MetricName: 'CPUUtilization' },
          ...{ StateValue: 'ALARM', ActionsEnabled: false },
        },
        {
          AlarmName: 'backlog',
          Threshold: 10,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          ...{ EvaluationPeriods: 4, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' },
          StateValue: 'OK',
          Metrics: [
            { Id: 'm', ReturnData: false, MetricStat: { Metric: { MetricName: 'Visible' }, Period: 300 } },
            { Id: 'e', Expression: 'm / 2', ReturnData: true },
          ],
        },
      ],
    },
  ],
  DescribeAlarmHistory: [
    {
      NextToken: 'more',
      AlarmHistoryItems: [
        { Timestamp: at(300), HistoryData: state('OK', 'ALARM') },
        { Timestamp: at(310), HistoryData: 'no JSON' },
      ],
    },
    { AlarmHistoryItems: [{ Timestamp: at(200), HistoryData: state('INSUFFICIENT_DATA', 'OK') }] },
  ],
  GetMetricData: [
    {
      NextToken: 'more',
      MetricDataResults: [
        { Id: 'tasks', Timestamps: [at(0)], Values: [2] },
        { Id: 'taskReports', Timestamps: [at(0), at(60)], Values: [6, 3] },
        { Id: 'value', Timestamps: [at(0)], Values: [50] },
        { Id: 'requests', Timestamps: [at(0), at(120)], Values: [600, 700] },
        { Id: 'cpu', Timestamps: [at(0), at(60)], Values: [50, 60] },
        { Id: 'latency', Timestamps: [at(0)], Values: [0.25] },
      ],
    },
    { MetricDataResults: [{ Id: 'tasks', Timestamps: [at(120)], Values: [4] }] },
  ],
};

const scaling = {
  DescribeScalableTargets: [
    {
      ScalableTargets: [
        { ResourceId: 'service/shop/shop-web', MinCapacity: 2, MaxCapacity: 10, CreationTime: at(40) },
        {
          ...{ ResourceId: 'service/shop/shop-worker', MinCapacity: 1, MaxCapacity: 5 },
          SuspendedState: { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true },
        },
        { ResourceId: 'service/other/shop-web', MinCapacity: 1, MaxCapacity: 2 },
      ],
    },
  ],
  DescribeScalingPolicies: [
    {
      ScalingPolicies: [
        {
          PolicyName: 'cpu',
          Alarms: [{ AlarmName: high }, { AlarmName: low }],
          TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, ScaleOutCooldown: 60 },
        },
        {
          PolicyName: 'steps',
          Alarms: [{ AlarmName: 'backlog' }],
          StepScalingPolicyConfiguration: {
            AdjustmentType: 'PercentChangeInCapacity',
            MinAdjustmentMagnitude: 2,
            Cooldown: 30,
            StepAdjustments: [
              { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5, ScalingAdjustment: 10 },
              { MetricIntervalLowerBound: 5, ScalingAdjustment: 20 },
            ],
          },
        },
        { PolicyName: 'predictive', Alarms: [] },
        {
          PolicyName: 'idle',
          StepScalingPolicyConfiguration: { AdjustmentType: 'ExactCapacity', StepAdjustments: [] },
        },
        { PolicyName: 'without alarms', TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } },
      ],
    },
  ],
  DescribeScalingActivities: [
    {
      NextToken: 'more',
      ScalingActivities: [
        {
          ...{ StartTime: at(900), Description: 'Attempting to scale due to alarm triggered' },
          ...{ Cause: `monitor alarm ${low} in state ALARM triggered policy cpu`, StatusCode: 'Failed' },
          NotScaledReasons: [{ Code: 'AlreadyAtMinCapacity', MinCapacity: 2 }],
        },
      ],
    },
    {
      NextToken: 'and more',
      ScalingActivities: [
        {
          ...{ StartTime: at(50), EndTime: at(90), Description: 'Setting desired count to 3.' },
          ...{ Cause: `monitor alarm ${high} in state ALARM triggered policy cpu` },
          ...{ StatusCode: 'Successful', StatusMessage: 'Successfully set desired count to 3.' },
        },
        { StartTime: at(10), Description: 'Setting desired count to 2.', StatusCode: 'Successful' },
      ],
    },
  ],
};

const range = { fromMs: 100_000, toMs: 1_000_000 };
const inputsOf = (name: string) => calls.filter(([each]) => each === name).map(([, input]) => input);

test('the scaled services of a cluster are found by the end of their names', async () => {
  expect((await scaledServices(target, 'shop', undefined)).map(({ service }) => service)).toEqual([
    'shop-web',
    'shop-worker',
  ]);
  expect(await scaledServices(target, 'shop', 'worker')).toEqual([
    {
      ...{ resourceId: 'service/shop/shop-worker', cluster: 'shop', service: 'shop-worker' },
      ...{ minCapacity: 1, maxCapacity: 5, isScaleOutSuspended: true, isScaleInSuspended: true },
      isScheduledScalingSuspended: false,
    },
  ]);
});

test('a scaled service is found by its resource id', async () => {
  const found = await scaledServices(target, 'shop', 'service/shop/shop-web');
  expect(found).toMatchObject([{ service: 'shop-web', registeredMs: 40_000 }]);
  await expect(scaledServices(target, 'shop', 'service/other/shop-web')).rejects.toMatchObject({
    code: 'SERVICE_NOT_SCALED',
  });
});

test('an unknown service is reported together with those that are scaled', async () => {
  await expect(scaledServices(target, 'shop', 'ker')).rejects.toMatchObject({
    ...{ code: 'SERVICE_NOT_SCALED', exitCode: 2 },
    message: "No scaled service of the cluster shop is called 'ker'",
    hint: 'Scaled services: shop-web, shop-worker.',
  });
  await expect(scaledServices(target, 'none', undefined)).rejects.toMatchObject({
    message: 'No service of the cluster none is scaled',
    hint: 'Scaled services: none.',
  });
});

test('a record has everything that the APIs return about the scaling of a service', async () => {
  const [web] = await scaledServices(target, 'shop', 'web');
  if (web === undefined) throw new Error('It is scaled');
  const record = await readScalingRecord(target, web, range);
  const alarm = { periodSeconds: 60, metricName: 'CPUUtilization', values: [{ startMs: 0, value: 50 }] };
  expect(record).toMatchObject({
    ...{ resourceId: 'service/shop/shop-web', minCapacity: 2, maxCapacity: 10 },
    ...{ desiredCount: 3, runningCount: 2, isScaleInSuspended: false },
    deployments: [
      { startMs: 600_000 },
      { startMs: 100_000, endMs: 160_000 },
      { startMs: 50_000, endMs: 50_000 },
    ],
    tasks: [
      { startMs: 0, value: 2 },
      { startMs: 60_000, value: 3 },
      { startMs: 120_000, value: 4 },
    ],
    policies: [
      {
        policy: {
          ...{ kind: 'target-tracking', policyName: 'cpu', targetValue: 70, periodSeconds: 60 },
          ...{ scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 300, disableScaleIn: false },
        },
        high: { ...alarm, alarmName: high, threshold: 70, state: 'OK', areActionsDisabled: false },
        low: { ...alarm, alarmName: low, threshold: 63, state: 'ALARM', areActionsDisabled: true },
      },
      {
        policy: {
          ...{ kind: 'step-scaling', policyName: 'steps', adjustmentType: 'PercentChangeInCapacity' },
          ...{ cooldownSeconds: 30, minAdjustmentMagnitude: 2 },
          steps: [
            { lowerBound: 0, upperBound: 5, scalingAdjustment: 10 },
            { lowerBound: 5, scalingAdjustment: 20 },
          ],
        },
        alarm: { alarmName: 'backlog', metricName: 'Visible', periodSeconds: 300, values: [] },
      },
    ],
  });
  expect(record).toMatchObject({ registeredMs: 40_000, idlePolicies: [{ policyName: 'idle' }] });
  expect(record.deployments[0]).not.toHaveProperty('endMs');
});

test('an alarm has the rule by which it judges, where its operator compares with a threshold', async () => {
  const [web] = await scaledServices(target, 'shop', 'web');
  if (web === undefined) throw new Error('It is scaled');
  const { policies } = await readScalingRecord(target, web, range);
  expect(alarmsOf({ policies }).map(({ rule }) => rule)).toEqual([
    {
      ...{ threshold: 70, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
      ...{ evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: 'missing' },
    },
    undefined,
    {
      ...{ threshold: 10, comparisonOperator: 'GreaterThanOrEqualToThreshold', periodSeconds: 300 },
      ...{ evaluationPeriods: 4, datapointsToAlarm: 2, treatMissingData: 'notBreaching' },
    },
  ]);
});

test('the tasks of a minute are those that live in it, or those that reported if ECS did not count them', async () => {
  const [web] = await scaledServices(target, 'shop', 'web');
  if (web === undefined) throw new Error('It is scaled');
  // Reports of every 20 seconds are three for each task.
  expect((await readScalingRecord(target, web, range)).tasks).toEqual([
    { startMs: 0, value: 2 },
    { startMs: 60_000, value: 3 },
    { startMs: 120_000, value: 4 },
  ]);
});

test('an alarm on a shorter period is read in minutes if CloudWatch does not keep its periods for that long', async () => {
  const endpoint = 'http://127.0.0.1:9';
  const fresh = await awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' }).cloudWatch();
  const alarm = { AlarmName: high, Threshold: 70, Period: 20, MetricName: 'CPUUtilization' };
  answering(fresh, answers({ ...cloudWatch, DescribeAlarms: [{ MetricAlarms: [alarm] }] }));
  const periodIn = async (hours: number) => {
    const alarms = await readAlarms(fresh, [high], { fromMs: 0, toMs: hours * 3_600_000 });
    return alarms.get(high)?.periodSeconds;
  };
  expect([await periodIn(3), await periodIn(4)]).toEqual([20, 60]);
  expect(JSON.stringify(inputsOf('GetMetricData'))).toMatch(/"Period":20.*"Period":60/);
});

test('the transitions of an alarm are read from all pages, the oldest first, and other items are left out', async () => {
  const [web] = await scaledServices(target, 'shop', 'web');
  if (web === undefined) throw new Error('It is scaled');
  const { policies } = await readScalingRecord(target, web, range);
  const [cpu] = policies;
  expect(cpu !== undefined && 'high' in cpu ? cpu.high.transitions : []).toEqual([
    { atMs: 200_000, from: 'INSUFFICIENT_DATA', to: 'OK' },
    { atMs: 300_000, from: 'OK', to: 'ALARM' },
  ]);
});

test('activities are read back to the last change before the requested time', async () => {
  const [web] = await scaledServices(target, 'shop', 'web');
  if (web === undefined) throw new Error('It is scaled');
  const { activities } = await readScalingRecord(target, web, range);
  expect(activities).toMatchObject([
    { startMs: 900_000, status: 'Failed', notScaled: [{ code: 'AlreadyAtMinCapacity', minCapacity: 2 }] },
    { startMs: 50_000, endMs: 90_000, status: 'Successful', notScaled: [] },
  ]);
  expect(inputsOf('DescribeScalingActivities')).toHaveLength(2);
  expect(inputsOf('DescribeScalingActivities')[1]).toMatchObject({
    ...{ ResourceId: 'service/shop/shop-web', IncludeNotScaledActivities: true, NextToken: 'more' },
  });
});

test('the minutes of a service have the requests of its target group, and its tasks', async () => {
  const minutes = await readServiceHistory(target, { cluster: 'shop', service: 'shop-web' }, range);
  expect(minutes).toEqual([
    { atMs: 0, requests: 600, cpuPercent: 50, tasks: 2, latencyMs: 250 },
    { atMs: 60_000, requests: 0, cpuPercent: 60, tasks: 3 },
    { atMs: 120_000, requests: 700, tasks: 4 },
  ]);
  const [input] = inputsOf('GetMetricData');
  expect(JSON.stringify(input)).toContain(
    '[{"Name":"LoadBalancer","Value":"app/shop/1"},{"Name":"TargetGroup","Value":"targetgroup/web/2"}]',
  );
  expect(longestHistoryDays).toBe(15);
});

test('started tasks show how long they took', async () => {
  expect(await readProvisionSeconds(target, { cluster: 'shop', service: 'shop-web' })).toEqual([23.5]);
});
