import { linearRegression, sum } from 'simple-statistics';
import type { CapacityStep } from './capacity-step.ts';

/** What requests cost a task. */
export interface RequestCost {
  /** Percent of the task’s CPU for a request a second. */
  readonly cpuPercentPerRequest: number;
  /** Percent that the task uses without requests. */
  readonly idleCpuPercent: number;
}

/** Above it the CPU cannot grow with the requests any more. */
export const fullPercent = 95;

/** What a request costs: the line through the steps, without those in which the CPU was full if there are others. Undefined without requests. */
export function requestCost(steps: readonly CapacityStep[]): RequestCost | undefined {
  const loaded = steps.filter((step) => step.requestsPerSecond > 0 && step.disturbance === undefined);
  const free = loaded.filter(({ cpuPercent }) => cpuPercent < fullPercent);
  const [only, ...others] = free.length === 0 ? loaded : free;
  if (only === undefined) return undefined;
  const fromNothing = { cpuPercentPerRequest: only.cpuPercent / only.requestsPerSecond, idleCpuPercent: 0 };
  if (others.length === 0) return fromNothing;
  const points = [only, ...others].map((step) => [step.requestsPerSecond, step.cpuPercent]);
  const { m, b } = linearRegression(points);
  if (!(m > 0 && Number.isFinite(m))) return fromNothing;
  return b >= 0 ? { cpuPercentPerRequest: m, idleCpuPercent: b } : throughNothing([only, ...others]);
}

/** A task cannot use less than no CPU without requests: of the lines that begin there, the one closest to the steps. */
function throughNothing(steps: readonly CapacityStep[]): RequestCost {
  const sumOf = (value: (step: CapacityStep) => number) => sum(steps.map(value));
  const cpuPercentPerRequest =
    sumOf((step) => step.requestsPerSecond * step.cpuPercent) / sumOf((step) => step.requestsPerSecond ** 2);
  return { cpuPercentPerRequest, idleCpuPercent: 0 };
}
