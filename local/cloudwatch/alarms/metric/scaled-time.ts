import type { StatisticSet } from '../../metrics/metric.ts';
import type { MetricReader } from '../../metrics/metric-reader.ts';

/**
 * Metrics as seen by an alarm whose time runs `timeScale` times as fast: a minute of its time is a period that is shorter by
 * that factor in the metrics. Counts are multiplied by it, so that a rate per minute stays the same.
 */
export function inScaledTime(reader: MetricReader, timeScale: number): MetricReader {
  if (timeScale === 1) return reader;
  return {
    list: () => reader.list(),
    read: (metric, { startMs, endMs, periodMs }, unit) =>
      reader
        .read(
          metric,
          { startMs: startMs / timeScale, endMs: endMs / timeScale, periodMs: periodMs / timeScale },
          unit,
        )
        .map((period) => ({
          ...period,
          // A division and a multiplication need not give back the same number.
          startMs: Math.round((period.startMs * timeScale) / periodMs) * periodMs,
          values: multiplied(period.values, timeScale),
        })),
  };
}

function multiplied({ sampleCount, sum, counts, ...extremes }: StatisticSet, factor: number): StatisticSet {
  return {
    ...extremes,
    sampleCount: sampleCount * factor,
    sum: sum * factor,
    ...(counts === undefined
      ? {}
      : { counts: new Map([...counts].map(([value, count]) => [value, count * factor])) }),
  };
}
