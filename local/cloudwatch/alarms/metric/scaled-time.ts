import type { StatisticSet } from '../../metrics/metric.ts';
import type { MetricReader } from '../../metrics/metric-reader.ts';

/**
 * Metrics as an alarm sees them whose time runs `timeScale` times as fast: a minute of its time is a period of so many
 * times less in the metrics. What is counted in it is multiplied, so that a rate a minute stays one.
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
