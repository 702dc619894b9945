import type { Usage } from '../usage/usage.ts';
import type { CostedResource } from './costed-resource.ts';
import type { SpotDiscount } from './spot-discount.ts';

/** What a bill goes by, besides the template. */
export interface Circumstances {
  /** All resources, those of other stacks included. */
  readonly resources: readonly CostedResource[];
  readonly usage: Usage;
  /** How many tasks a service runs. */
  readonly tasksOf: (service: CostedResource) => number;
  readonly spotDiscount: SpotDiscount;
}
