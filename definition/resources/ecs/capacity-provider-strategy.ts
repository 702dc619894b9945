import { z } from 'zod';
import { oneCapacity } from '../../properties/common-reasons.ts';
import { recorded } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';

const item = z.strictObject({
  capacityProvider: z.string(),
  base: recorded(oneCapacity, z.int().min(0).max(100_000)),
  weight: recorded(oneCapacity, z.int().min(0).max(1000)),
});

/**
 * How tasks are spread over capacity providers. An empty one says nothing. Assumed: ECS names a provider once.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export const capacityProviderStrategy = uniqueList(item, 'capacityProvider')
  .max(20, 'a strategy has at most 20 capacity providers')
  .superRefine((items, context) => {
    const based = items.flatMap(({ base = 0 }, index) => (base > 0 ? [index] : []));
    const [, second] = based;
    if (second !== undefined) {
      const message = 'only one capacity provider of a strategy can have a base';
      context.addIssue({ code: 'custom', path: [second, 'base'], message });
    }
    if (items.length > 0 && items.every(({ weight = 0 }) => weight === 0)) {
      const message = 'at least one capacity provider must have a weight greater than 0';
      context.addIssue({ code: 'custom', path: [0, 'weight'], message });
    }
  });

/** The names of those that a cluster has. */
export const capacityProviders = z.array(z.string()).refine((names) => new Set(names).size === names.length, {
  error: 'a capacity provider can be named only once',
});
