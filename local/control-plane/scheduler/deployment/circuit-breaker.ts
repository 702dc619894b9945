import type { CircuitBreaker } from '../../../../definition/model/ecs.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
const defaultThreshold = { type: 'BOUNDED_PERCENT', value: 50 } as const;
const fewestFailures = 3;
const mostFailures = 200;

/**
 * How many failed tasks end a deployment.
 * Assumption: a percentage without bounds is rounded up and is at least one.
 */
export function failureThreshold(breaker: CircuitBreaker, desiredCount: number): number {
  const { type, value } = breaker.threshold ?? defaultThreshold;
  const share = Math.ceil((desiredCount * value) / 100);
  switch (type) {
    case 'COUNT':
      return Math.max(value, 1);
    case 'UNBOUNDED_PERCENT':
      return Math.max(share, 1);
    case 'BOUNDED_PERCENT':
      return Math.min(Math.max(share, fewestFailures), mostFailures);
  }
}

/** A task that becomes healthy resets the count, unless that was switched off. */
export function resetsOnHealthyTask(breaker: CircuitBreaker): boolean {
  return breaker.resetOnHealthyTask ?? true;
}
