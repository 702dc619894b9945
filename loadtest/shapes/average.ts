import { planLoad, scaledMinutes } from './plan-load.ts';
import type { LoadShape } from './shape.ts';

export const average: LoadShape = {
  name: 'average',
  about: 'Half an hour of an ordinary day: up to the rate, then steady, then down.',
  plan: (options) =>
    planLoad(
      'average',
      0.1,
      [
        { durationMs: scaledMinutes(4, options), share: 1 },
        { durationMs: scaledMinutes(22, options), share: 1 },
        { durationMs: scaledMinutes(4, options), share: 0.1 },
      ],
      options,
    ),
};
