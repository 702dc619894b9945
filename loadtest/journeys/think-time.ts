/** How long visitors look at something: exponential, so that many are quick and few are slow, within bounds. */
export interface ThinkTime {
  readonly meanSeconds: number;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

/** Journeys have four pauses at most: all of them together end before k6 stops what is under way. */
export const usualThinkTime: ThinkTime = { meanSeconds: 2, leastSeconds: 0.5, mostSeconds: 8 };

/** One think time in seconds. `random` is evenly distributed from 0 up to 1. */
export function thinkSeconds({ meanSeconds, leastSeconds, mostSeconds }: ThinkTime, random: number): number {
  return Math.min(Math.max(-meanSeconds * Math.log(1 - random), leastSeconds), mostSeconds);
}
