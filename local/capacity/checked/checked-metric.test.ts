import { expect, test } from 'vitest';
import type { MetricQuery } from '../../../definition/model/alarms.ts';
import { predefinedMetric, watchedMetric } from './checked-metric.ts';

test.each([
  ['ECSServiceAverageCPUUtilization', 'cpu', 60],
  ['ECSServiceAverageCPUUtilizationHighResolution', 'cpu', 20],
  ['ECSServiceAverageMemoryUtilization', 'memory', 60],
  ['ECSServiceAverageMemoryUtilizationHighResolution', 'memory', 20],
  ['ALBRequestCountPerTarget', 'requests', 60],
] as const)('%s is %s, every %i s', (type, kind, periodSeconds) => {
  expect(predefinedMetric(type)).toEqual({ metric: { kind }, periodSeconds });
});

const stat = (namespace: string, metricName: string) => ({
  ...{ metric: { namespace, metricName, dimensions: {} }, stat: 'Average', periodSeconds: 60 },
});

test.each([
  ['AWS/ECS', 'CPUUtilization', 'cpu'],
  ['AWS/ECS', 'MemoryUtilization', 'memory'],
  ['AWS/ApplicationELB', 'RequestCountPerTarget', 'requests'],
])('%s %s is known as %s', (namespace, name, kind) => {
  expect(watchedMetric({ kind: 'metric', ...stat(namespace, name) })).toEqual({ kind });
});

test('nothing is known about any other metric', () => {
  expect(watchedMetric({ kind: 'metric', ...stat('Shop', 'QueueLatency') })).toEqual({
    ...{ kind: 'custom', name: 'QueueLatency', isPerTask: false },
  });
});

const math = (expression: string) => {
  const queries: MetricQuery[] = [
    { id: 'waiting', metricStat: stat('AWS/SQS', 'Visible'), returnData: false },
    { id: 'm2', metricStat: stat('ECS/ContainerInsights', 'RunningTaskCount'), returnData: false },
    { id: 'e', expression, returnData: true },
  ];
  return watchedMetric({ kind: 'math', queries });
};

test.each(['waiting / m2', 'waiting/FILL(m2, REPEAT)', '(waiting) / (m2)'])(
  'metric math that divides by running tasks is a value per task: %s',
  (expression) => {
    expect(math(expression)).toEqual({
      kind: 'custom',
      name: 'Visible and RunningTaskCount',
      isPerTask: true,
    });
  },
);

test.each(['waiting * m2', 'm2 / waiting', 'waiting / m20'])('%s is not a value per task', (expression) => {
  expect(math(expression)).toMatchObject({ isPerTask: false });
});
