import type { Service } from '../../aws/ecs-types.ts';

const fewestFailures = 3;
const mostFailures = 200;

/**
 * At how many failed tasks a service's circuit breaker gives a deployment up; undefined without one.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function failureThreshold({
  deploymentConfiguration,
  desiredCount = 0,
}: Pick<Service, 'deploymentConfiguration' | 'desiredCount'>): number | undefined {
  const breaker = deploymentConfiguration?.deploymentCircuitBreaker;
  if (breaker?.enable !== true) return undefined;
  const { type = 'BOUNDED_PERCENT', value = 50 } = breaker.thresholdConfiguration ?? {};
  if (type === 'COUNT') return Math.max(value, 1);
  const share = Math.ceil((desiredCount * value) / 100);
  if (type === 'UNBOUNDED_PERCENT') return Math.max(share, 1);
  return Math.min(Math.max(share, fewestFailures), mostFailures);
}
