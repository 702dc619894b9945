import type { LoadPlan } from './load-plan.ts';

/** What the visitors of a store come for. Assumed: most look around, and one in twenty buys. */
export const storeMix = {
  browse: 0.6,
  search: 0.22,
  cart: 0.1,
  checkout: 0.05,
  admin: 0.03,
} as const satisfies LoadPlan['mix'];

/** Requests of a journey that the edge does not answer itself, on average: 3.64 were measured with this mix. */
export const requestsPerJourney = 3.6;
