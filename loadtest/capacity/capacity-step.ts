/** What one task did at one rate of journeys, without the beginning of the step. Rates are per second, shares 0 to 1. */
export interface CapacityStep {
  readonly journeysPerSecond: number;
  /** Requests that the task answered: those that the edge answers itself are not among them. */
  readonly requestsPerSecond: number;
  /** Of what the task has. */
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  /** Of all requests, as visitors see them. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly errorShare: number;
  /** Journeys that could not begin, because all visitors were waiting. */
  readonly droppedShare: number;
  /** What happened to the task meanwhile, such as that it was replaced; absent where it ran and was healthy throughout. */
  readonly disturbance?: string;
}

/** What a task has to keep to. */
export interface CapacityLimits {
  /** The target of the policy on CPU, in percent. */
  readonly cpuPercent: number;
  readonly p95Ms: number;
}

/** What keeps a task from holding more. */
export type CapacityLimit = 'cpu' | 'p95' | 'errors' | 'dropped journeys' | 'health checks';

/** More of them than on an ordinary day. */
const mostErrors = 0.01;
const mostDropped = 0.01;

/** Which limits a step exceeds. */
export function exceeded(step: CapacityStep, limits: CapacityLimits): readonly CapacityLimit[] {
  const checks: readonly (readonly [CapacityLimit, boolean])[] = [
    ['cpu', step.cpuPercent > limits.cpuPercent],
    ['p95', step.p95Ms > limits.p95Ms],
    ['errors', step.errorShare > mostErrors],
    ['dropped journeys', step.droppedShare > mostDropped],
    ['health checks', step.disturbance !== undefined],
  ];
  return checks.flatMap(([limit, isExceeded]) => (isExceeded ? [limit] : []));
}

/** The highest step that keeps to the limits below the lowest one that does not, and that one. */
export function bracket(
  steps: readonly CapacityStep[],
  limits: CapacityLimits,
): { readonly below?: CapacityStep; readonly above?: CapacityStep } {
  const sorted = steps.toSorted((left, right) => left.journeysPerSecond - right.journeysPerSecond);
  const firstAbove = sorted.findIndex((step) => exceeded(step, limits).length > 0);
  const below = sorted[(firstAbove === -1 ? sorted.length : firstAbove) - 1];
  const above = sorted[firstAbove];
  return { ...(below === undefined ? {} : { below }), ...(above === undefined ? {} : { above }) };
}
