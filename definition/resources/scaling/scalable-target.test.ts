import { expect, test } from 'vitest';
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

function read(targetProperties: JsonObject, ...policies: readonly JsonObject[]) {
  const known: Readonly<Record<string, JsonValue>> = {
    Web: 'arn:aws:ecs:ap-southeast-1:000000000000:service/shop/web',
    Scaling: 'Scaling',
  };
  return readScalableTargets({
    stackName: 'shop',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    resources: [
      { logicalId: 'Web', type: 'AWS::ECS::Service', properties: {} },
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
    values: (logicalId) => known[logicalId],
  });
}

test('a scalable target gives the bounds of its service', () => {
  expect(read(target, policy)).toEqual([
    { logicalId: 'Scaling', resourceId: 'service/shop/web', minCapacity: 1, maxCapacity: 4 },
  ]);
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
    'MinCapacity is 1.5: expected a whole number of at least 0',
  ],
  [
    'with its bounds crossed',
    { MinCapacity: 5 },
    'MaxCapacity is "4": expected at least MinCapacity, which is 5',
  ],
  ['with what AWS does not have', { Capacity: 1 }, 'Capacity is not supported locally'],
  [
    'with such a thing in a scheduled action',
    { ScheduledActions: [{ ScheduledActionName: 'a', Schedule: 'rate(1 hour)', Every: 1 }] },
    'ScheduledActions.0.Every is not supported locally',
  ],
  [
    'with a schedule of no kind',
    { ScheduledActions: [{ ScheduledActionName: 'a', Schedule: '0 8 * * *' }] },
    'ScheduledActions.0.Schedule is "0 8 * * *": expected at(...), rate(...) or cron(...)',
  ],
  [
    'with two scheduled actions of one name',
    {
      ScheduledActions: [
        { ScheduledActionName: 'a', Schedule: 'rate(1 hour)' },
        { ScheduledActionName: 'a', Schedule: 'rate(2 hours)' },
      ],
    },
    'ScheduledActions.1.ScheduledActionName is "a": another one already has it',
  ],
  [
    'with the bounds of a scheduled action crossed',
    {
      ScheduledActions: [
        {
          ScheduledActionName: 'a',
          Schedule: 'rate(1 hour)',
          ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 2 },
        },
      ],
    },
    'ScalableTargetAction.MaxCapacity is 2: expected at least MinCapacity',
  ],
])('a scalable target is refused: %s', (_name, changes, message) => {
  expect(() => read({ ...target, ...changes })).toThrow(message);
});

const tracking = (changes: JsonObject) => ({
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 1, ...changes },
});

const steps = (StepAdjustments: readonly JsonObject[]) => ({
  PolicyType: 'StepScaling',
  StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity', StepAdjustments },
});

test.each<[string, JsonObject, string]>([
  [
    'for a target that is not there',
    { ScalingTargetId: 'Other' },
    'the template has no such scalable target',
  ],
  ['of an unknown type', { PolicyType: 'Magic' }, 'PolicyType is "Magic"'],
  [
    'without the configuration of its type',
    { PolicyType: 'StepScaling' },
    'a policy of type StepScaling needs one',
  ],
  ['without a metric', tracking({}), 'expected either PredefinedMetricSpecification or Customized'],
  [
    'with half a metric',
    tracking({ CustomizedMetricSpecification: { MetricName: 'a' } }),
    'expected either Metrics, or Namespace, MetricName and Statistic',
  ],
  [
    'with an unknown statistic',
    tracking({ CustomizedMetricSpecification: { Namespace: 'a', MetricName: 'b', Statistic: 'p99' } }),
    'CustomizedMetricSpecification.Statistic is "p99"',
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
    'with a part of a second',
    tracking({
      ScaleInCooldown: 0.5,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    }),
    'ScaleInCooldown is 0.5',
  ],
  [
    'with steps that overlap',
    steps([
      { ScalingAdjustment: 1, MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20 },
      { ScalingAdjustment: 2, MetricIntervalLowerBound: 10 },
    ]),
    'must not overlap or leave a gap',
  ],
  [
    'with steps that leave a gap',
    steps([
      { ScalingAdjustment: -1, MetricIntervalUpperBound: 0 },
      { ScalingAdjustment: 1, MetricIntervalLowerBound: 10 },
    ]),
    'must not overlap or leave a gap',
  ],
  [
    'with what AWS does not have',
    tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'a', Label: 'b' } }),
    'PredefinedMetricSpecification.Label is not supported locally',
  ],
])('a scaling policy is refused: %s', (_name, changes, message) => {
  expect(() => read(target, { ...policy, ...changes })).toThrow(message);
});

test('two policies that track one metric of one target are refused', () => {
  expect(() => read(target, policy, { ...policy, PolicyName: 'other' })).toThrow(
    'Policy0 already has it, and it must be unique',
  );
});

test('policies of every kind are known', () => {
  const query = { Id: 'm', MetricStat: { Stat: 'Sum', Metric: { Namespace: 'a', MetricName: 'b' } } };
  const byResource = {
    PolicyName: 'a',
    ResourceId: 'service/shop/web',
    ScalableDimension: 'x',
    ServiceNamespace: 'ecs',
  };
  const step = { AdjustmentType: 'ExactCapacity', StepAdjustments: [{ ScalingAdjustment: 1 }] };
  const metrics = { CustomizedLoadMetricSpecification: { MetricDataQueries: [query] }, TargetValue: 1 };
  const readAll = () =>
    read(
      target,
      { ...policy, ...tracking({ CustomizedMetricSpecification: { Metrics: [query] } }) },
      { ...byResource, PolicyType: 'StepScaling', StepScalingPolicyConfiguration: step },
      {
        ...byResource,
        PolicyType: 'PredictiveScaling',
        PredictiveScalingPolicyConfiguration: { MetricSpecifications: [metrics] },
      },
    );
  expect(readAll).not.toThrow();
});
