/** Requests of each minute. */
export type Load = readonly number[];

export interface ShapeOptions {
  readonly minutes: number;
  /** Requests a minute at the quietest, and at the busiest. */
  readonly low: number;
  readonly high: number;
}

const dayMinutes = 1440;

/** The named shapes of load. */
export const loadShapes = {
  /** Days, or one that is shortened: quiet at their beginning and end, busy in their middle. */
  diurnal: ({ minutes, low, high }) => {
    const days = Math.max(1, Math.round(minutes / dayMinutes));
    return overTime(
      minutes,
      (share) => low + ((high - low) * (1 - Math.cos(2 * Math.PI * days * share))) / 2,
    );
  },
  /** Quiet, then all at once for a tenth of the time, then fading over another tenth. */
  'flash-sale': ({ minutes, low, high }) =>
    overTime(minutes, (share) => low + (high - low) * saleShare(share)),
  ramp: ({ minutes, low, high }) => overTime(minutes, (share) => low + (high - low) * share),
  /** Quiet for the first half. */
  step: ({ minutes, low, high }) => overTime(minutes, (share) => (share < 0.5 ? low : high)),
  soak: ({ minutes, high }) => overTime(minutes, () => high),
} as const satisfies Readonly<Record<string, (options: ShapeOptions) => Load>>;

export type LoadShape = keyof typeof loadShapes;

/** `share` goes from 0 at the beginning to nearly 1 at the end. */
function overTime(minutes: number, at: (share: number) => number): Load {
  return Array.from({ length: minutes }, (_, minute) => at(minute / minutes));
}

const saleBegins = 0.4;
const saleLasts = 0.1;

function saleShare(share: number): number {
  const into = (share - saleBegins) / saleLasts;
  if (into < 0) return 0;
  return into < 1 ? 1 : Math.max(0, 2 - into);
}
