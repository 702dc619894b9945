import type { ObservedMetric, ObservedService } from '../record/observed-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import type { RunRecord } from '../record/run-record.ts';
import { planDurationMs } from '../shapes/planned-load.ts';
import {
  countIterations,
  countRequests,
  errorCount,
  stepNamesIn,
  stepWindows,
} from '../thresholds/load-counts.ts';
import type { CapacityStep } from './capacity-step.ts';

/** A step, or why it says nothing. */
export type MeasuredStep = { readonly step: CapacityStep } | { readonly unmeasured: string };

/** Two values of a metric at least: one alone may be of a moment in which something else happened. */
const leastPeriods = 2;

/**
 * What a run with one task shows of it, from `settleMs` after its load began until the plan's end: of visitors by k6, of the
 * task by the service's metrics, whose periods have to lie in that time as a whole.
 */
export function measuredStep(record: RunRecord, service: string, settleMs: number): MeasuredStep {
  const observed = record.observed.services.find((each) => each.service === service);
  if (observed === undefined) return { unmeasured: `${service} was not observed` };
  const { load, plan } = record;
  const span = { fromMs: load.startMs + settleMs, toMs: load.startMs + planDurationMs(plan) };
  const windows = load.windows.filter((_, index) => {
    const atMs = load.startMs + index * load.windowMs;
    return atMs >= span.fromMs && atMs < span.toMs;
  });
  const parts = stepWindows(windows, stepNamesIn(windows));
  const counts = countRequests(parts);
  const times = mergeResponseTimes(parts.map((each) => each.times));
  const [p50Ms, p95Ms] = [times.percentile(50), times.percentile(95)];
  const [cpu, memory, requests] = [
    valuesWithin(observed, ['AWS/ECS', 'CPUUtilization'], span),
    valuesWithin(observed, ['AWS/ECS', 'MemoryUtilization'], span),
    valuesWithin(observed, ['AWS/ApplicationELB', 'RequestCount'], span),
  ];
  if (p50Ms === undefined || p95Ms === undefined) return { unmeasured: 'no request was answered' };
  const fewest = Math.min(...[cpu, memory, requests].map(({ values }) => values.length));
  if (fewest < leastPeriods) {
    return {
      unmeasured: `CloudWatch had ${fewest} whole periods of its metrics, ${leastPeriods} are needed`,
    };
  }
  const { planned, dropped } = countIterations(windows);
  const disturbance = disturbanceIn(observed, span);
  return {
    step: {
      journeysPerSecond: plan.stages.at(-1)?.ratePerSecond ?? 0,
      requestsPerSecond: mean(requests.values) / requests.periodSeconds,
      ...{ cpuPercent: mean(cpu.values), memoryPercent: Math.max(...memory.values), p50Ms, p95Ms },
      errorShare: errorCount(counts) / counts.requests,
      droppedShare: planned === 0 ? 0 : dropped / planned,
      ...(disturbance === undefined ? {} : { disturbance }),
    },
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function valuesWithin(
  { metrics }: ObservedService,
  [namespace, name]: readonly [string, string],
  { fromMs, toMs }: Span,
): { readonly values: readonly number[]; readonly periodSeconds: number } {
  const metric: ObservedMetric | undefined = metrics.find(
    (each) => each.namespace === namespace && each.name === name,
  );
  const periodSeconds = metric?.periodSeconds ?? 60;
  const within = (metric?.values ?? []).filter(
    ({ startMs }) => startMs >= fromMs && startMs + periodSeconds * 1000 <= toMs,
  );
  return { values: within.map(({ value }) => value), periodSeconds };
}

/** A task that does not pass its health checks is replaced: for a time there are two of them, or none that is healthy. */
function disturbanceIn({ samples, service }: ObservedService, { fromMs, toMs }: Span): string | undefined {
  const within = samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const other = within.find(
    ({ runningCount, healthyTargets = runningCount }) => runningCount !== 1 || healthyTargets !== 1,
  );
  if (other === undefined) return undefined;
  const { runningCount, healthyTargets = runningCount } = other;
  return `${service} had ${runningCount} running and ${healthyTargets} healthy tasks for a time instead of one`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
