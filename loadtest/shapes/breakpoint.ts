import { planLoad, scaledMinutes } from './plan-load.ts';
import type { LoadShape } from './shape.ts';

export const breakpoint: LoadShape = {
  name: 'breakpoint',
  about: 'Evenly from a twentieth of the rate to all of it in half an hour: where does the store give way?',
  plan: (options) =>
    planLoad('breakpoint', 0.05, [{ durationMs: scaledMinutes(30, options), share: 1 }], options),
};
