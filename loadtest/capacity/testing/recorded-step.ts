import type { ObservedMetric } from '../../record/observed-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { recordedRun, scaledService, startMs, stepOf } from '../../thresholds/testing/recorded-run.ts';
import type { StepPlan } from '../step-plan.ts';

/** What CloudWatch has of each period of six seconds, the first one first. */
export interface RecordedMetrics {
  readonly cpu: readonly number[];
  readonly memory: readonly number[];
  /** Undefined where a period has no value. */
  readonly requests: readonly (number | undefined)[];
}

/** A step of a minute, with a request a second that takes 100 ms. */
export function recordedStep(
  metrics: Partial<RecordedMetrics> = {},
  changes: { readonly plan?: StepPlan['plan']; readonly healthy?: (second: number) => number } = {},
): RunRecord {
  const { cpu = tenOf(40), memory = tenOf(30), requests = tenOf(60) } = metrics;
  const windows = Array.from({ length: 60 }, (_, second) => ({
    ...{ iterations: 1, droppedIterations: 0 },
    steps: { 'browse: home': stepOf([second < 15 ? 3000 : 100]) },
  }));
  const samples = Array.from({ length: 60 }, (_, atSeconds) => ({
    ...{ atSeconds, desired: 1, running: 1, healthy: changes.healthy?.(atSeconds) ?? 1 },
  }));
  const service = {
    ...scaledService({ samples }),
    metrics: [
      metric('AWS/ECS', 'CPUUtilization', cpu),
      metric('AWS/ECS', 'MemoryUtilization', memory),
      metric('AWS/ApplicationELB', 'RequestCount', requests),
    ],
  };
  return recordedRun(windows, {
    services: [service],
    ...(changes.plan === undefined ? {} : { plan: changes.plan }),
  });
}

const tenOf = (value: number) => Array.from({ length: 10 }, () => value);

function metric(namespace: string, name: string, values: readonly (number | undefined)[]): ObservedMetric {
  return {
    ...{ namespace, name, statistic: 'Average', periodSeconds: 6 },
    values: values.flatMap((value, index) =>
      value === undefined ? [] : [{ startMs: startMs + index * 6000, value }],
    ),
  };
}
