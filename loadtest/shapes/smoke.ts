import { planLoad, scaledMinutes } from './plan-load.ts';
import type { LoadShape } from './shape.ts';

/** Below it, the rarer journeys would not be made once. */
const leastMs = 30_000;

export const smoke: LoadShape = {
  name: 'smoke',
  about: 'A steady rate for a minute: does every journey work at all?',
  plan: (options) =>
    planLoad('smoke', 1, [{ durationMs: Math.max(scaledMinutes(1, options), leastMs), share: 1 }], options),
};
