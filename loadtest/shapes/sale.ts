import { planLoad, scaledMinutes } from './plan-load.ts';
import type { LoadShape } from './shape.ts';

const quietShare = 0.15;
/** Those who come before the doors open. */
const earlyShare = 0.35;

export const sale: LoadShape = {
  name: 'sale',
  about: 'An announced sale: the first come early, all the others at its beginning, and then ever fewer.',
  plan: (options) =>
    planLoad(
      'sale',
      quietShare,
      [
        { durationMs: scaledMinutes(4, options), share: quietShare },
        { durationMs: scaledMinutes(6, options), share: earlyShare },
        { durationMs: scaledMinutes(0.5, options), share: 1 },
        { durationMs: scaledMinutes(15, options), share: 1 },
        { durationMs: scaledMinutes(10, options), share: 0.5 },
        { durationMs: scaledMinutes(8, options), share: quietShare },
        { durationMs: scaledMinutes(19, options), share: quietShare },
      ],
      options,
    ),
};
