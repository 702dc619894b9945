import type { CompositeAlarm, MetricAlarm } from '../../../../definition/model/alarms.ts';
import { type MetricDatum, metricKey, observed } from '../../metrics/metric.ts';
import type { MetricReader } from '../../metrics/metric-reader.ts';

export const topic = 'arn:aws:sns:ap-southeast-1:000000000000:alerts';
export const scalingPolicy =
  'arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:1:resource/ecs/service/c/web:policyName/out';

export const exampleMetric = { namespace: 'Shop', metricName: 'Latency', dimensions: { Queue: 'mail' } };

/** Three of three minutes over 50. */
export function metricAlarm(changes: Partial<MetricAlarm> = {}): MetricAlarm {
  return {
    kind: 'metric',
    alarmName: 'slow',
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    tags: {},
    watched: { kind: 'metric', metric: exampleMetric, stat: 'Average', periodSeconds: 60 },
    threshold: 50,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 3,
    ...changes,
  };
}

export function compositeAlarm(
  alarmName: string,
  alarmRule: string,
  changes: Partial<CompositeAlarm> = {},
): CompositeAlarm {
  return {
    kind: 'composite',
    alarmName,
    alarmRule,
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    tags: {},
    ...changes,
  };
}

/** Of the example metric, in the periods that hold these times in milliseconds. */
export function observations(...values: readonly (readonly [number, number])[]): readonly MetricDatum[] {
  return values.map(([atMs, value]) => ({
    metric: exampleMetric,
    atMs,
    unit: 'None',
    values: observed(value),
    isHighResolution: true,
  }));
}

/** Reads data of which each period has one datum at most; more may be added to the array meanwhile. */
export function readerOf(data: readonly MetricDatum[]): MetricReader {
  return {
    list: () => [],
    read: (metric, { startMs, endMs, periodMs }, unit) =>
      data
        .filter((datum) => metricKey(datum.metric) === metricKey(metric))
        .filter((datum) => unit === undefined || datum.unit === unit)
        .map(({ atMs, values, unit: known }) => ({
          startMs: Math.floor(atMs / periodMs) * periodMs,
          values,
          unit: known,
        }))
        .filter((period) => period.startMs >= startMs && period.startMs < endMs)
        .sort((a, b) => a.startMs - b.startMs),
  };
}
