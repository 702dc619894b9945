import { mergeResponseTimes, type ResponseTimes } from '../record/response-times.ts';
import { stepWindows } from './load-counts.ts';
import type { Measured } from './measurement.ts';

/**
 * Adds up the response times of windows: a percentile of percentiles would be none. Those of the same key are added up once;
 * an hour of them takes seconds.
 */
export function mergeTimesOnce(): (key: string, parts: Omit<Measured, 'times'>) => ResponseTimes {
  const merged = new Map<string, ResponseTimes>();
  return (key, { windows, steps }) => {
    const times =
      merged.get(key) ?? mergeResponseTimes(stepWindows(windows, steps).map((each) => each.times));
    merged.set(key, times);
    return times;
  };
}
