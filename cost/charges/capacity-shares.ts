import { type CostedResource, number, objects, text } from './costed-resource.ts';

/** How many tasks of a service run on Fargate, and how many on Fargate Spot. */
export interface CapacityShares {
  readonly onDemand: number;
  readonly spot: number;
}

/**
 * How tasks are spread over the capacity providers of a service: the base first, the rest by weights. Undefined where other
 * providers than Fargate's two take part, or the cluster decides.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function capacityShares(service: CostedResource, count: number): CapacityShares | undefined {
  const strategy = objects(service, 'CapacityProviderStrategy').map((item) => ({
    provider: text(item, 'CapacityProvider'),
    base: number(item, 'Base') ?? 0,
    weight: number(item, 'Weight') ?? 0,
  }));
  if (strategy.length === 0) {
    return text(service, 'LaunchType') === 'FARGATE' ? { onDemand: count, spot: 0 } : undefined;
  }
  if (strategy.some(({ provider }) => provider !== 'FARGATE' && provider !== 'FARGATE_SPOT'))
    return undefined;
  const rest = Math.max(0, count - strategy.reduce((sum, { base }) => sum + base, 0));
  const weights = strategy.reduce((sum, { weight }) => sum + weight, 0);
  const ofSpot = strategy.filter(({ provider }) => provider === 'FARGATE_SPOT');
  const based = ofSpot.reduce((sum, { base }) => sum + base, 0);
  const weight = ofSpot.reduce((sum, item) => sum + item.weight, 0);
  const spot = Math.min(count, based) + (weights === 0 ? 0 : Math.round((rest * weight) / weights));
  return { onDemand: count - spot, spot };
}
