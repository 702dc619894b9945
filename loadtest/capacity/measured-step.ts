import type { LoadWindow } from '../record/load-record.ts';
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
 * task by the service's metrics, whose periods have to lie in that time as a whole. A task that answers nothing shows that
 * the load is too high for it, but a k6 that died shows nothing.
 */
export function measuredStep(record: RunRecord, service: string, settleMs: number): MeasuredStep {
  const observed = record.observed.services.find((each) => each.service === service);
  if (observed === undefined) return { unmeasured: `${service} was not observed` };
  const { load, plan, k6 } = record;
  if (k6.ended !== 'completed') return { unmeasured: 'k6 did not send the load to its end' };
  const span = { fromMs: load.startMs + settleMs, toMs: load.startMs + planDurationMs(plan) };
  const windows = load.windows.filter((_, index) => {
    const atMs = load.startMs + index * load.windowMs;
    return atMs >= span.fromMs && atMs < span.toMs;
  });
  const disturbance = disturbanceIn(observed, span);
  const usage = usageWithin(observed, span, disturbance !== undefined);
  if (usage.periods < leastPeriods) {
    return {
      unmeasured: `CloudWatch had ${usage.periods} whole periods of its metrics, ${leastPeriods} are needed`,
    };
  }
  const visits = visitsIn(windows, span);
  if (visits === undefined) return { unmeasured: 'no journey began' };
  const { requestsPerSecond, cpuPercent, memoryPercent } = usage;
  return {
    step: {
      journeysPerSecond: plan.stages.at(-1)?.ratePerSecond ?? 0,
      ...{ requestsPerSecond, cpuPercent, memoryPercent, ...visits },
      ...(disturbance === undefined ? {} : { disturbance }),
    },
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What visitors saw; undefined where there were none. */
function visitsIn(windows: readonly LoadWindow[], { fromMs, toMs }: Span) {
  const { planned, dropped } = countIterations(windows);
  const parts = stepWindows(windows, stepNamesIn(windows));
  const counts = countRequests(parts);
  const times = mergeResponseTimes(parts.map((each) => each.times));
  const [p50Ms, p95Ms] = [times.percentile(50), times.percentile(95)];
  const isUnderWay = windows.some(({ visitors = 0 }) => visitors > 0);
  if (planned === 0 && counts.requests === 0 && !isUnderWay) return undefined;
  const droppedShare = planned === 0 ? 0 : dropped / planned;
  if (p50Ms === undefined || p95Ms === undefined) {
    // Visitors waited all the time: no request of theirs ended.
    return { p50Ms: toMs - fromMs, p95Ms: toMs - fromMs, errorShare: 1, droppedShare };
  }
  return { p50Ms, p95Ms, errorShare: errorCount(counts) / counts.requests, droppedShare };
}

/**
 * What the task used in those periods of which both its CPU and the load balancer's requests are known. A load balancer has no
 * value where there were no requests, so that there is one of 0 before its last value; after it, too, where the task was not
 * healthy and got none.
 */
function usageWithin({ metrics }: ObservedService, span: Span, isDisturbed: boolean) {
  const cpu = metrics.find((each) => isCalled(each, 'AWS/ECS', 'CPUUtilization'));
  const memory = metrics.find((each) => isCalled(each, 'AWS/ECS', 'MemoryUtilization'));
  // A service may have several target groups.
  const requests = metrics.filter((each) => isCalled(each, 'AWS/ApplicationELB', 'RequestCount'));
  const counted = requests.flatMap(({ values }) => values);
  const lastMs = isDisturbed ? Infinity : Math.max(...counted.map(({ startMs }) => startMs));
  const periodSeconds = cpu?.periodSeconds ?? 60;
  const known = valuesWithin(cpu, span).filter(({ startMs }) => startMs <= lastMs);
  const count = counted
    .filter(({ startMs }) => known.some((each) => each.startMs === startMs))
    .reduce((sum, { value }) => sum + value, 0);
  const held = valuesWithin(memory, span).map(({ value }) => value);
  return {
    periods: Math.min(known.length, held.length),
    requestsPerSecond: count / (known.length * periodSeconds),
    cpuPercent: known.reduce((sum, { value }) => sum + value, 0) / known.length,
    memoryPercent: Math.max(...held),
  };
}

function isCalled(metric: ObservedMetric, namespace: string, name: string): boolean {
  return metric.namespace === namespace && metric.name === name;
}

function valuesWithin(metric: ObservedMetric | undefined, { fromMs, toMs }: Span) {
  const { values = [], periodSeconds = 60 } = metric ?? {};
  return values.filter(({ startMs }) => startMs >= fromMs && startMs + periodSeconds * 1000 <= toMs);
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
