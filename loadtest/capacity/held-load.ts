import {
  bracket,
  type CapacityLimit,
  type CapacityLimits,
  type CapacityStep,
  exceeded,
} from './capacity-step.ts';

/** The load that one task holds. Rates are per second. */
export interface HeldLoad {
  readonly requestsPerSecond: number;
  readonly journeysPerSecond: number;
  /** Of all requests at that load, as visitors see them. */
  readonly p95Ms: number;
  /** What keeps it from more; `nothing` where no step exceeded a limit, so that it may hold more. */
  readonly limitedBy: CapacityLimit | 'nothing';
}

/**
 * What a task holds: between the highest step that keeps to the limits and the lowest one that does not, where the first
 * limit is met if all grows evenly between them. Undefined where no step keeps to them.
 */
export function heldLoad(steps: readonly CapacityStep[], limits: CapacityLimits): HeldLoad | undefined {
  const { below, above } = bracket(steps, limits);
  if (below === undefined) return undefined;
  if (above === undefined) return { ...loadAt(below, below, 0), limitedBy: 'nothing' };
  const [first] = exceeded(above, limits)
    .map((limit) => ({ limit, share: shareUntil(limit, below, above, limits) }))
    .toSorted((left, right) => left.share - right.share);
  if (first === undefined) return { ...loadAt(below, below, 0), limitedBy: 'nothing' };
  return { ...loadAt(below, above, first.share), limitedBy: first.limit };
}

/** Errors and dropped journeys begin somewhere between: only the step without them is known to be held. */
function shareUntil(
  limit: CapacityLimit,
  below: CapacityStep,
  above: CapacityStep,
  { cpuPercent, p95Ms }: CapacityLimits,
): number {
  if (limit === 'cpu') return (cpuPercent - below.cpuPercent) / (above.cpuPercent - below.cpuPercent);
  if (limit === 'p95') return (p95Ms - below.p95Ms) / (above.p95Ms - below.p95Ms);
  return 0;
}

function loadAt(below: CapacityStep, above: CapacityStep, share: number) {
  const at = (name: 'requestsPerSecond' | 'journeysPerSecond' | 'p95Ms') =>
    below[name] + (above[name] - below[name]) * share;
  return {
    requestsPerSecond: at('requestsPerSecond'),
    journeysPerSecond: at('journeysPerSecond'),
    p95Ms: at('p95Ms'),
  };
}
