import { expect, test } from 'vitest';
import { observed } from '../../local/cloudwatch/metrics/metric.ts';
import { repeatedBefore } from './repeated-before.ts';

test('data is repeated as often as it fits into the time before it, the oldest first', () => {
  const metric = { namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions: {} };
  const data = [1000, 1005].map((atMs) => ({
    ...{ metric, atMs, unit: 'Percent', values: observed(atMs), isHighResolution: false },
  }));
  const batches = [...repeatedBefore(data, { everyMs: 10, lengthMs: 35 })];
  expect(batches.map((batch) => batch.map(({ atMs }) => atMs))).toEqual([
    [970, 975],
    [980, 985],
    [990, 995],
  ]);
  expect(batches[0]?.map(({ values }) => values)).toEqual(data.map(({ values }) => values));
});
