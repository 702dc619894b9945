import type {
  RecordedAlarm,
  RecordedPolicy,
  RecordedValue,
  ScalingRecord,
} from '../../local/scaling/words/scaling-record.ts';
import type { ObservedMetric, ServiceSample } from '../record/observed-record.ts';

/** Times of the endpoint's clock as those of the clock of the load, which is behind it by so many milliseconds. */
export interface LoadClock {
  readonly sample: (sample: ServiceSample) => ServiceSample;
  readonly event: <T extends { readonly atMs: number }>(event: T) => T;
  readonly metric: (metric: ObservedMetric) => ObservedMetric;
  readonly scaling: (record: ScalingRecord) => ScalingRecord;
}

const same = <T>(value: T): T => value;

/** A sample was taken on the clock of the load; its deployments are of the endpoint's. */
export function onLoadClock(aheadMs: number): LoadClock {
  if (aheadMs === 0) return { sample: same, event: same, metric: same, scaling: same };
  const started = <T extends { readonly startMs: number; readonly endMs?: number }>(each: T): T => ({
    ...each,
    startMs: each.startMs - aheadMs,
    ...(each.endMs === undefined ? {} : { endMs: each.endMs - aheadMs }),
  });
  const values = (given: readonly RecordedValue[]) => given.map(started);
  const alarm = (given: RecordedAlarm): RecordedAlarm => ({
    ...given,
    transitions: given.transitions.map((each) => ({ ...each, atMs: each.atMs - aheadMs })),
    values: values(given.values),
  });
  const policy = (given: RecordedPolicy): RecordedPolicy =>
    'alarm' in given
      ? { ...given, alarm: alarm(given.alarm) }
      : {
          ...given,
          high: alarm(given.high),
          ...(given.low === undefined ? {} : { low: alarm(given.low) }),
        };
  return {
    sample: (sample) => ({ ...sample, deployments: sample.deployments.map(started) }),
    event: (event) => ({ ...event, atMs: event.atMs - aheadMs }),
    metric: (metric) => ({ ...metric, values: values(metric.values) }),
    scaling: (record) => ({
      ...record,
      deployments: record.deployments.map(started),
      policies: record.policies.map(policy),
      activities: record.activities.map(started),
      tasks: values(record.tasks),
    }),
  };
}
