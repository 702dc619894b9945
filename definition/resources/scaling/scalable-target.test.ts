import { describe, expect, test } from 'vitest';
import type { Service } from '../../model/ecs.ts';
import type { JsonObject, JsonValue } from '../../template/json-value.ts';
import { readScalableTargets } from './scalable-target.ts';

const target: JsonObject = {
  MinCapacity: 1,
  MaxCapacity: '4',
  ServiceNamespace: 'ecs',
  ScalableDimension: 'ecs:service:DesiredCount',
  ResourceId: 'service/shop/web',
};

const policy: JsonObject = {
  PolicyName: 'requests',
  PolicyType: 'TargetTrackingScaling',
  ScalingTargetId: 'Scaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 100,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
};

const web = { cluster: 'shop', name: 'web' };

function read(targetProperties: JsonObject, ...policies: readonly JsonObject[]) {
  return readFor(web, targetProperties, ...policies);
}

function readFor(
  service: Pick<Service, 'cluster' | 'name' | 'monitoring'>,
  targetProperties: JsonObject,
  ...policies: readonly JsonObject[]
) {
  const known: Readonly<Record<string, JsonValue>> = { Scaling: 'Scaling' };
  const template = {
    stackName: 'shop',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    resources: [
      {
        logicalId: 'Scaling',
        type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        properties: targetProperties,
      },
      ...policies.map((properties, index) => ({
        logicalId: `Policy${index}`,
        type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
        properties,
      })),
    ],
    outputs: {},
    values: (logicalId: string) => known[logicalId] ?? `arn:${logicalId}`,
  };
  return readScalableTargets(template, [service]);
}

const policyOf = (properties: JsonObject) => read(target, { ...policy, ...properties })[0]?.policies[0];

const tracking = (changes: JsonObject) => ({
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 1, ...changes },
});

const stepping = (changes: JsonObject) => {
  const { TargetTrackingScalingPolicyConfiguration: _, ...common } = policy;
  const configuration = {
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ ScalingAdjustment: 1, MetricIntervalLowerBound: 0 }],
    ...changes,
  };
  return { ...common, PolicyType: 'StepScaling', StepScalingPolicyConfiguration: configuration };
};

describe('a scalable target', () => {
  test('has its bounds and, by default, neither suspended scaling nor scheduled actions', () => {
    expect(read(target)).toEqual([
      {
        logicalId: 'Scaling',
        resourceId: 'service/shop/web',
        minCapacity: 1,
        maxCapacity: 4,
        suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
        scheduledActions: [],
        policies: [],
      },
    ]);
  });

  test('knows what is suspended', () => {
    const SuspendedState = { DynamicScalingInSuspended: true, ScheduledScalingSuspended: 'true' };
    expect(read({ ...target, SuspendedState })[0]?.suspended).toEqual({
      dynamicScalingIn: true,
      dynamicScalingOut: false,
      scheduledScaling: true,
    });
  });

  test('has tags', () => {
    expect(read({ ...target, Tags: [{ Key: 'team', Value: 'shop' }] })[0]?.tags).toEqual({ team: 'shop' });
  });

  test('has scheduled actions in the order of the template, with times in UTC', () => {
    const ScheduledActions = [
      {
        ScheduledActionName: 'sale',
        Schedule: 'at(2027-11-11T00:00:00)',
        Timezone: 'Asia/Singapore',
        ScalableTargetAction: { MinCapacity: '10', MaxCapacity: 40 },
      },
      {
        ScheduledActionName: 'nightly',
        Schedule: 'cron(0 22 * * ? *)',
        StartTime: '2027-01-01T08:00:00+08:00',
        EndTime: '2027-12-31T23:59:59',
        ScalableTargetAction: { MaxCapacity: 2 },
      },
      {
        ScheduledActionName: 'hourly',
        Schedule: 'rate(1 hour)',
        ScalableTargetAction: { MinCapacity: 1 },
      },
    ];
    expect(read({ ...target, ScheduledActions })[0]?.scheduledActions).toEqual([
      {
        scheduledActionName: 'sale',
        schedule: 'at(2027-11-11T00:00:00)',
        timezone: 'Asia/Singapore',
        minCapacity: 10,
        maxCapacity: 40,
      },
      {
        scheduledActionName: 'nightly',
        schedule: 'cron(0 22 * * ? *)',
        startTime: '2027-01-01T00:00:00.000Z',
        endTime: '2027-12-31T23:59:59.000Z',
        maxCapacity: 2,
      },
      { scheduledActionName: 'hourly', schedule: 'rate(1 hour)', minCapacity: 1 },
    ]);
  });

  test('has the policies that name it, by its Ref or by its resource', () => {
    const written: JsonObject = {
      ...stepping({}),
      PolicyName: 'steps',
      ResourceId: 'service/shop/web',
      ScalableDimension: 'ecs:service:DesiredCount',
      ServiceNamespace: 'ecs',
    };
    const { ScalingTargetId: _, ...byResource } = written;
    expect(read(target, policy, byResource)[0]?.policies).toMatchObject([
      { kind: 'target-tracking', logicalId: 'Policy0', arn: 'arn:Policy0', policyName: 'requests' },
      { kind: 'step-scaling', logicalId: 'Policy1', arn: 'arn:Policy1', policyName: 'steps' },
    ]);
  });
});

test.each<[string, JsonObject, string]>([
  [
    'of another service of AWS',
    { ServiceNamespace: 'rds' },
    'ServiceNamespace is not supported locally: "rds": only services of ECS',
  ],
  ['of another dimension', { ScalableDimension: 'x' }, 'ScalableDimension is "x"'],
  ['for a service that is not there', { ResourceId: 'service/shop/api' }, 'the template has no such service'],
  [
    'with a part of a task',
    { MinCapacity: 1.5 },
    'MinCapacity is 1.5: expected a whole number from 0 to 2147483647',
  ],
  [
    'with its bounds crossed',
    { MinCapacity: 5 },
    'MaxCapacity is "4": expected at least MinCapacity, which is 5',
  ],
  ['with what AWS does not have', { Capacity: 1 }, 'Capacity is not supported locally'],
])('a scalable target is refused: %s', (_name, changes, message) => {
  expect(() => read({ ...target, ...changes })).toThrow(message);
});

const action = (changes: JsonObject) => ({
  ScheduledActionName: 'a',
  Schedule: 'rate(1 hour)',
  ScalableTargetAction: { MinCapacity: 2 },
  ...changes,
});

test.each<[string, readonly JsonObject[], string]>([
  [
    'with what AWS does not have',
    [action({ Every: 1 })],
    'ScheduledActions.0.Every is not supported locally',
  ],
  [
    'of no kind',
    [action({ Schedule: '0 8 * * *' })],
    'ScheduledActions.0.Schedule is "0 8 * * *": expected at(...), rate(...) or cron(...)',
  ],
  ['at no time', [action({ Schedule: 'at(tomorrow)' })], 'expected a time such as at(2027-01-31T08:00:00)'],
  [
    'in a month that there is not',
    [action({ Schedule: 'at(2027-13-01T08:00:00)' })],
    'expected a time such as',
  ],
  [
    'on a day that February does not have',
    [action({ Schedule: 'at(2027-02-30T08:00:00)' })],
    'expected a time such as',
  ],
  ['at no rate', [action({ Schedule: 'rate(0 hours)' })], 'expected minutes, hours or days'],
  ['every two weeks', [action({ Schedule: 'rate(2 weeks)' })], 'expected minutes, hours or days'],
  ['with five fields', [action({ Schedule: 'cron(0 8 * * ?)' })], 'expected six fields'],
  [
    'on two kinds of days',
    [action({ Schedule: 'cron(0 8 1 * MON *)' })],
    'either the day of the month or the day of the week must be ?',
  ],
  [
    'on any day and one of the week',
    [action({ Schedule: 'cron(30 6 * * TUE *)' })],
    'either the day of the month or the day of the week must be ?',
  ],
  ['on no day', [action({ Schedule: 'cron(0 8 ? * ? *)' })], 'a day of the month or of the week is required'],
  ['in no time zone', [action({ Timezone: 'Singapore/City' })], 'expected the name of an IANA time zone'],
  ['in an offset', [action({ Timezone: '+08:00' })], 'expected the name of an IANA time zone'],
  [
    'from no time on',
    [action({ StartTime: 'tomorrow' })],
    'StartTime is "tomorrow": expected a time such as',
  ],
  [
    'that ends before it starts',
    [action({ StartTime: '2027-01-02T00:00:00Z', EndTime: '2027-01-02T00:00:00+08:00' })],
    'EndTime is "2027-01-02T00:00:00+08:00": expected a time after StartTime',
  ],
  [
    'of no bounds',
    [action({ ScalableTargetAction: {} })],
    'ScalableTargetAction is {}: expected MinCapacity, MaxCapacity or both',
  ],
  [
    'without an action',
    [{ ScheduledActionName: 'a', Schedule: 'rate(1 hour)' }],
    'ScalableTargetAction is missing',
  ],
  [
    'with a slash in its name',
    [action({ ScheduledActionName: 'a/b' })],
    'ScheduledActionName is "a/b": expected a name without',
  ],
  [
    'with a space at the end of its name',
    [action({ ScheduledActionName: 'a ' })],
    'ScheduledActionName is "a ": expected a name without',
  ],
  [
    'with the name of another',
    [action({}), action({ Schedule: 'rate(2 hours)' })],
    'ScheduledActions.1.ScheduledActionName is "a": another one already has it',
  ],
  [
    'with its bounds crossed',
    [action({ ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 2 } })],
    'ScalableTargetAction.MaxCapacity is 2: expected at least MinCapacity',
  ],
])('a scheduled action is refused: %s', (_name, ScheduledActions, message) => {
  expect(() => read({ ...target, ScheduledActions: [...ScheduledActions] })).toThrow(message);
});

test.each([
  'cron(30 0 8 ? * MON *)',
  'cron(30 6 ? * TUE *)',
  'rate(10 minutes)',
  'rate(1 days)',
  'rate(2hour)',
  'at(2027-01-31T08:00)',
])('a scheduled action may run at %s', (Schedule) => {
  const [scaled] = read({ ...target, ScheduledActions: [action({ Schedule })] });
  expect(scaled?.scheduledActions).toMatchObject([{ schedule: Schedule }]);
});

describe('a target tracking policy', () => {
  test('has the default cooldowns of ECS and scales in by default', () => {
    expect(policyOf({})).toEqual({
      kind: 'target-tracking',
      logicalId: 'Policy0',
      arn: 'arn:Policy0',
      policyName: 'requests',
      targetValue: 100,
      scaleOutCooldownSeconds: 300,
      scaleInCooldownSeconds: 300,
      disableScaleIn: false,
      metric: { kind: 'predefined', type: 'ECSServiceAverageCPUUtilization' },
    });
  });

  test('can have its own cooldowns and not scale in', () => {
    const written = { ScaleOutCooldown: 60, ScaleInCooldown: '0', DisableScaleIn: 'true' };
    const configured = policyOf(
      tracking({
        ...written,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: 'app/shop/1/targetgroup/web/2',
        },
      }),
    );
    expect(configured).toMatchObject({
      scaleOutCooldownSeconds: 60,
      scaleInCooldownSeconds: 0,
      disableScaleIn: true,
      metric: {
        kind: 'predefined',
        type: 'ALBRequestCountPerTarget',
        resourceLabel: 'app/shop/1/targetgroup/web/2',
      },
    });
  });

  test('tracks a metric of its own, once a minute', () => {
    const CustomizedMetricSpecification = {
      ...{ Namespace: 'Shop', MetricName: 'Latency', Statistic: 'Maximum', Unit: 'Seconds' },
      Dimensions: [{ Name: 'Queue', Value: 'default' }],
    };
    expect(policyOf(tracking({ CustomizedMetricSpecification }))).toHaveProperty('metric', {
      kind: 'customized',
      watched: {
        kind: 'metric',
        metric: { namespace: 'Shop', metricName: 'Latency', dimensions: { Queue: 'default' } },
        stat: 'Maximum',
        periodSeconds: 60,
        unit: 'Seconds',
      },
    });
  });

  test('tracks metric math, once a minute', () => {
    const Metric = { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible' };
    const Metrics = [
      { Id: 'twice', Expression: 'm1 * 2', Label: 'Twice' },
      { Id: 'm1', MetricStat: { Metric, Stat: 'Sum', Unit: 'Count' }, ReturnData: false },
    ];
    expect(policyOf(tracking({ CustomizedMetricSpecification: { Metrics } }))).toHaveProperty('metric', {
      kind: 'customized',
      watched: {
        kind: 'math',
        queries: [
          { id: 'twice', expression: 'm1 * 2', label: 'Twice', returnData: true },
          {
            id: 'm1',
            metricStat: {
              metric: {
                namespace: 'AWS/SQS',
                metricName: 'ApproximateNumberOfMessagesVisible',
                dimensions: {},
              },
              stat: 'Sum',
              periodSeconds: 60,
              unit: 'Count',
            },
            returnData: false,
          },
        ],
      },
    });
  });

  const highResolution = tracking({
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution' },
  });
  const publishing = (metricName: 'CPUUtilization' | 'MemoryUtilization', resolutionSeconds: 20 | 60) => ({
    ...web,
    monitoring: { metricConfigurations: [{ metricNames: [metricName], resolutionSeconds }] },
  });

  test('tracks a metric of high resolution that its service publishes', () => {
    const [scaled] = readFor(publishing('CPUUtilization', 20), target, { ...policy, ...highResolution });
    expect(scaled?.policies[0]).toHaveProperty(
      'metric.type',
      'ECSServiceAverageCPUUtilizationHighResolution',
    );
  });

  test.each([
    ['none', web],
    ['another one', publishing('MemoryUtilization', 20)],
    ['one every minute', publishing('CPUUtilization', 60)],
  ])('is refused where it tracks a metric of high resolution and its service publishes %s', (_, service) => {
    expect(() => readFor(service, target, { ...policy, ...highResolution })).toThrow(
      'High-resolution metrics are not fully enabled on the ECS service',
    );
  });
});

describe('a step scaling policy', () => {
  test('has the default cooldown of ECS and averages by default', () => {
    expect(read(target, stepping({}))[0]?.policies).toEqual([
      {
        kind: 'step-scaling',
        logicalId: 'Policy0',
        arn: 'arn:Policy0',
        policyName: 'requests',
        adjustmentType: 'ChangeInCapacity',
        cooldownSeconds: 300,
        metricAggregationType: 'Average',
        steps: [{ lowerBound: 0, scalingAdjustment: 1 }],
      },
    ]);
  });

  test('has everything that its template says', () => {
    const written = stepping({
      AdjustmentType: 'PercentChangeInCapacity',
      Cooldown: 60,
      MetricAggregationType: 'Maximum',
      MinAdjustmentMagnitude: 2,
      StepAdjustments: [
        { ScalingAdjustment: -10, MetricIntervalUpperBound: 0, MetricIntervalLowerBound: '-10.5' },
        { ScalingAdjustment: -30, MetricIntervalUpperBound: '-10.5' },
      ],
    });
    expect(read(target, written)[0]?.policies).toMatchObject([
      {
        adjustmentType: 'PercentChangeInCapacity',
        cooldownSeconds: 60,
        metricAggregationType: 'Maximum',
        minAdjustmentMagnitude: 2,
        steps: [
          { lowerBound: -10.5, upperBound: 0, scalingAdjustment: -10 },
          { upperBound: -10.5, scalingAdjustment: -30 },
        ],
      },
    ]);
  });
});

test('only the name of a predictive policy is read', () => {
  const query = { Id: 'm', MetricStat: { Stat: 'Sum', Metric: { Namespace: 'a', MetricName: 'b' } } };
  const metrics = { CustomizedLoadMetricSpecification: { MetricDataQueries: [query] }, TargetValue: 1 };
  const { TargetTrackingScalingPolicyConfiguration: _, ...common } = policy;
  const predictive = {
    ...common,
    PolicyType: 'PredictiveScaling',
    PredictiveScalingPolicyConfiguration: { MetricSpecifications: [metrics] },
  };
  expect(read(target, predictive)[0]?.policies).toEqual([
    { kind: 'predictive', logicalId: 'Policy0', arn: 'arn:Policy0', policyName: 'requests' },
  ]);
});

const cpu = { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } };

test.each<[string, JsonObject, string]>([
  [
    'for a target that is not there',
    { ScalingTargetId: 'Other' },
    'the template has no such scalable target',
  ],
  [
    'for a target that it names twice',
    { ResourceId: 'service/shop/web' },
    'a policy has either ScalingTargetId or ResourceId',
  ],
  ['of another dimension', { ScalableDimension: 'x' }, 'ScalableDimension is "x"'],
  ['of an unknown type', { PolicyType: 'Magic' }, 'PolicyType is "Magic"'],
  [
    'with the configuration of another type',
    { PolicyType: 'StepScaling' },
    'a policy of type StepScaling has none',
  ],
  ['without a metric', tracking({}), 'expected either PredefinedMetricSpecification or Customized'],
  [
    'with two metrics',
    tracking({
      ...cpu,
      CustomizedMetricSpecification: { Namespace: 'a', MetricName: 'b', Statistic: 'Sum' },
    }),
    'expected either PredefinedMetricSpecification or Customized',
  ],
  ['with a target of 0', tracking({ ...cpu, TargetValue: 0 }), 'TargetValue is 0: expected more than 0'],
  [
    'with half a metric',
    tracking({ CustomizedMetricSpecification: { MetricName: 'a' } }),
    'expected either Metrics alone, or Namespace, MetricName and Statistic',
  ],
  [
    'with an unknown statistic',
    tracking({ CustomizedMetricSpecification: { Namespace: 'a', MetricName: 'b', Statistic: 'p99' } }),
    'CustomizedMetricSpecification.Statistic is "p99"',
  ],
  [
    'with eleven metrics',
    tracking({
      CustomizedMetricSpecification: {
        Metrics: Array.from({ length: 11 }, (_, index) => ({
          Id: `m${index}`,
          ReturnData: index === 0,
          MetricStat: { Metric: { Namespace: 'a', MetricName: 'b' }, Stat: 'Sum' },
        })),
      },
    }),
    'a policy has at most 10 metrics',
  ],
  [
    'with a metric that services do not have',
    tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCpuUtilization' } }),
    'PredefinedMetricType is "ECSServiceAverageCpuUtilization"',
  ],
  [
    'by requests of no target group',
    tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' } }),
    'ResourceLabel is missing: it is required for ALBRequestCountPerTarget',
  ],
  [
    'by requests of a target group alone',
    tracking({
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: 'targetgroup/web/2',
      },
    }),
    'expected app/NAME/ID/targetgroup/NAME/ID',
  ],
  ['with a part of a second', tracking({ ...cpu, ScaleInCooldown: 0.5 }), 'ScaleInCooldown is 0.5'],
  [
    'with what AWS does not have',
    tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'a', Label: 'b' } }),
    'PredefinedMetricSpecification.Label is not supported locally',
  ],
])('a scaling policy is refused: %s', (_name, changes, message) => {
  expect(() => read(target, { ...policy, ...changes })).toThrow(message);
});

const steps = (...StepAdjustments: readonly JsonObject[]) => ({ StepAdjustments: [...StepAdjustments] });

test.each<[string, JsonObject, string]>([
  ['without a type of adjustment', { AdjustmentType: '' }, 'AdjustmentType is ""'],
  ['without steps', steps(), 'a policy needs a step'],
  [
    'with steps that overlap',
    steps(
      { ScalingAdjustment: 1, MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20 },
      { ScalingAdjustment: 2, MetricIntervalLowerBound: 10 },
    ),
    'must not overlap or leave a gap',
  ],
  [
    'with steps that leave a gap',
    steps(
      { ScalingAdjustment: -1, MetricIntervalUpperBound: 0 },
      { ScalingAdjustment: 1, MetricIntervalLowerBound: 10 },
    ),
    'must not overlap or leave a gap',
  ],
  [
    'with a step without bounds',
    steps({ ScalingAdjustment: 1 }),
    'a step needs a lower bound or an upper bound',
  ],
  [
    'with an end above the threshold',
    steps({ ScalingAdjustment: 1, MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20 }),
    'one step must have no upper bound',
  ],
  [
    'with an end below it',
    steps({ ScalingAdjustment: -1, MetricIntervalLowerBound: -20, MetricIntervalUpperBound: 0 }),
    'one step must have no lower bound',
  ],
  [
    'with a part of a task',
    steps({ ScalingAdjustment: 0.5, MetricIntervalLowerBound: 0 }),
    'ScalingAdjustment is 0.5',
  ],
  [
    'with fewer than no tasks',
    { AdjustmentType: 'ExactCapacity', ...steps({ ScalingAdjustment: -1, MetricIntervalUpperBound: 0 }) },
    'an exact capacity cannot be negative',
  ],
  [
    'with a magnitude of no percentage',
    { MinAdjustmentMagnitude: 2 },
    'MinAdjustmentMagnitude is 2: it is allowed for PercentChangeInCapacity only',
  ],
])('a step scaling policy is refused: %s', (_name, changes, message) => {
  expect(() => read(target, stepping(changes))).toThrow(message);
});

test('two policies that track one metric of one target are refused', () => {
  expect(() => read(target, policy, { ...policy, PolicyName: 'other' })).toThrow(
    'Policy0 already has it, and it must be unique',
  );
});

test('two policies that track the same customized metric are rejected, even if their units differ', () => {
  const metric = { Namespace: 'Shop', MetricName: 'Latency', Statistic: 'Sum' };
  const of = (PolicyName: string, CustomizedMetricSpecification: JsonObject) => ({
    ...policy,
    ...tracking({ CustomizedMetricSpecification }),
    PolicyName,
  });
  const both = [of('one', metric), of('other', { ...metric, Unit: 'Seconds' })];
  expect(() => read(target, ...both)).toThrow('Policy0 already has it, and it must be unique');
  expect(() =>
    read(target, of('one', metric), of('other', { ...metric, Statistic: 'Average' })),
  ).not.toThrow();
});

test('two policies with the same name and target are rejected', () => {
  expect(() => read(target, policy, stepping({}))).toThrow(
    'PolicyName is "requests": Policy0 already has it',
  );
});

test('a step scaling policy needs an adjustment type', () => {
  const { StepScalingPolicyConfiguration: written, ...rest } = stepping({});
  const { AdjustmentType: _, ...configuration } = written;
  const silent = { ...rest, StepScalingPolicyConfiguration: configuration };
  expect(() => read(target, silent)).toThrow('StepScalingPolicyConfiguration.AdjustmentType is missing');
});

test('a scaling policy needs the configuration of its type', () => {
  const { TargetTrackingScalingPolicyConfiguration: _, ...without } = policy;
  expect(() => read(target, without)).toThrow('a policy of type TargetTrackingScaling needs one');
});
