import { checkOptions, leastDurationMs, longestDurationMs } from './check-options.ts';
import type { LoadPlan } from './load-plan.ts';
import { storeMix } from './mix.ts';
import { fillDuration, type ShapeOptions, type ShapePart, wholeThousandths } from './shape.ts';

/**
 * For how long a visitor may be under way before the next ones have to wait: a request that is given up after 50 seconds,
 * and the pauses before it.
 */
export const longestVisitSeconds = 60;
const leastVisitors = 20;

/**
 * The plan of a shape that begins with a part of the rate and has these parts, which last their own time together unless
 * the options say how long.
 */
export function planLoad(
  scenario: string,
  startShare: number,
  parts: readonly ShapePart[],
  options: ShapeOptions,
): LoadPlan {
  checkOptions(options);
  const ownMs = parts.reduce((total, { durationMs }) => total + durationMs, 0);
  const totalMs = Math.min(Math.max(options.durationMs ?? ownMs, leastDurationMs), longestDurationMs);
  const stages = fillDuration(parts, options.ratePerSecond, Math.round(totalMs));
  const highest = Math.max(...stages.map(({ ratePerSecond }) => ratePerSecond));
  return {
    scenario,
    startRatePerSecond: wholeThousandths(options.ratePerSecond * startShare),
    stages,
    mix: storeMix,
    mostVisitors: Math.max(leastVisitors, Math.ceil(highest * longestVisitSeconds)),
  };
}

const minuteMs = 60_000;

/** Minutes that pass faster where metrics do. */
export function scaledMinutes(minutes: number, { timeScale }: Pick<ShapeOptions, 'timeScale'>): number {
  return (minutes * minuteMs) / timeScale;
}
