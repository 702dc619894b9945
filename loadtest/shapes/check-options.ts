import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { ShapeOptions } from './shape.ts';

/** More than a store of this size has to hold, and far from what would harm one that is not the visitor's own. */
export const highestRatePerSecond = 500;
export const leastDurationMs = 1000;
export const longestDurationMs = 12 * 60 * 60_000;

/** Raises `BAD_ARGUMENT` for options that make no load, or one without bounds. */
export function checkOptions(options: ShapeOptions): void {
  checkRate(options.ratePerSecond);
  if (options.durationMs !== undefined) checkDuration(options.durationMs);
  if (!(options.timeScale >= 1 && Number.isFinite(options.timeScale))) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `The time scale of a load test is ${options.timeScale}; it is 1 or more.`,
      'Metrics on AWS run at the time scale 1.',
    );
  }
}

function checkRate(ratePerSecond: number): void {
  if (ratePerSecond >= 0.001 && ratePerSecond <= highestRatePerSecond) return;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `The rate of a load test is ${ratePerSecond} journeys a second; it has to be from 0.001 to ${highestRatePerSecond}.`,
    'A journey makes about five requests.',
  );
}

function checkDuration(durationMs: number): void {
  if (durationMs >= leastDurationMs && durationMs <= longestDurationMs) return;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `The duration of a load test is ${durationMs / 1000} seconds; it has to be from a second to ${longestDurationMs / 3_600_000} hours.`,
    'Leave it out to let the load test take as long as its shape needs.',
  );
}
