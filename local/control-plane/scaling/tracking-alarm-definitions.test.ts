import { expect, test } from 'vitest';
import type { TrackedMetric } from '../../../definition/model/scaling.ts';
import { cpuPolicy, webId } from './testing/scaled-store.ts';
import { trackingAlarmDefinitions } from './tracking-alarm-definitions.ts';

const policyArn =
  'arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:5dfa44c8-07f9-42ce-8ac0-d858c7951241:resource/ecs/service/store/web:policyName/cpu';

function definitions(changes: Parameters<typeof cpuPolicy>[0] = {}) {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  return trackingAlarmDefinitions(cpuPolicy(changes), {
    resourceId: webId,
    policyArn,
    creatorId: 'e48eb4d5-2550-417e-be82-903b60346485',
    newId,
  });
}

test('the alarms of a policy are those that AWS creates', () => {
  const action = `${policyArn}:createdBy/e48eb4d5-2550-417e-be82-903b60346485`;
  const common = {
    kind: 'metric',
    alarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${action}.`,
    actionsEnabled: true,
    okActions: [],
    alarmActions: [action],
    insufficientDataActions: [],
    tags: {},
    watched: {
      kind: 'metric',
      metric: {
        namespace: 'AWS/ECS',
        metricName: 'CPUUtilization',
        dimensions: { ClusterName: 'store', ServiceName: 'web' },
      },
      stat: 'Average',
      periodSeconds: 60,
      unit: 'Percent',
    },
  };
  expect(definitions({ targetValue: 50 })).toEqual([
    {
      ...common,
      alarmName: 'TargetTracking-service/store/web-AlarmHigh-id-1',
      threshold: 50,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 3,
    },
    {
      ...common,
      alarmName: 'TargetTracking-service/store/web-AlarmLow-id-2',
      threshold: 45,
      comparisonOperator: 'LessThanThreshold',
      evaluationPeriods: 15,
    },
  ]);
});

test('a policy with disabled scale-in has no low alarm', () => {
  expect(definitions({ disableScaleIn: true }).map(({ alarmName }) => alarmName)).toEqual([
    'TargetTracking-service/store/web-AlarmHigh-id-1',
  ]);
});

test.each<[string, TrackedMetric, object, readonly number[]]>([
  [
    'high-resolution CPU',
    { kind: 'predefined', type: 'ECSServiceAverageCPUUtilizationHighResolution' },
    { stat: 'Average', periodSeconds: 20, unit: 'Percent', metric: { metricName: 'CPUUtilization' } },
    [3, 30],
  ],
  [
    'memory',
    { kind: 'predefined', type: 'ECSServiceAverageMemoryUtilization' },
    { stat: 'Average', periodSeconds: 60, unit: 'Percent', metric: { metricName: 'MemoryUtilization' } },
    [3, 15],
  ],
  [
    'high-resolution memory',
    { kind: 'predefined', type: 'ECSServiceAverageMemoryUtilizationHighResolution' },
    { stat: 'Average', periodSeconds: 20, unit: 'Percent', metric: { metricName: 'MemoryUtilization' } },
    [3, 30],
  ],
  [
    'requests of a target',
    {
      kind: 'predefined',
      type: 'ALBRequestCountPerTarget',
      resourceLabel: 'app/store/0123456789abcdef/targetgroup/web/fedcba9876543210',
    },
    {
      stat: 'Sum',
      periodSeconds: 60,
      unit: 'None',
      metric: {
        namespace: 'AWS/ApplicationELB',
        metricName: 'RequestCountPerTarget',
        dimensions: {
          LoadBalancer: 'app/store/0123456789abcdef',
          TargetGroup: 'targetgroup/web/fedcba9876543210',
        },
      },
    },
    [3, 15],
  ],
  [
    'metric math',
    { kind: 'customized', watched: { kind: 'math', queries: [] } },
    { kind: 'math', queries: [] },
    [3, 15],
  ],
])('%s is watched as AWS watches it', (_name, metric, watched, periods) => {
  const alarms = definitions({ metric });
  expect(alarms[0]?.watched).toMatchObject(watched);
  expect(alarms.map(({ evaluationPeriods }) => evaluationPeriods)).toEqual(periods);
});
