import { planLoad, scaledMinutes } from './plan-load.ts';
import type { LoadShape } from './shape.ts';

export const soak: LoadShape = {
  name: 'soak',
  about: 'An hour at a steady rate: does anything fill up, leak or slow down?',
  plan: (options) => planLoad('soak', 1, [{ durationMs: scaledMinutes(60, options), share: 1 }], options),
};
