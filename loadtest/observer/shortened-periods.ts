import type { RecordedValue } from '../../local/scaling/words/scaling-record.ts';

/** CloudWatch reads metrics in these periods, and in whole minutes. */
const readable = [30, 20, 10, 5, 1];

/** How long a declared period really lasts. */
export function realSeconds(declaredSeconds: number, timeScale: number): number {
  return Math.max(declaredSeconds / timeScale, 1);
}

/**
 * In which period the values of a shortened one are read: itself where CloudWatch has it, else the longest that it is made
 * of. What was not published with high resolution is then all in the first of them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export function readableSeconds(seconds: number): number {
  if (seconds % 60 === 0) return seconds;
  return readable.find((each) => seconds % each === 0) ?? 1;
}

/**
 * Values that were read in shorter periods, in those of `seconds`. Assumed of a metric with high resolution: it has as many
 * samples in each of the shorter ones.
 */
export function inPeriods(
  values: readonly RecordedValue[],
  seconds: number,
  statistic: string,
): readonly RecordedValue[] {
  const periodMs = seconds * 1000;
  const byPeriod = Map.groupBy(values, ({ startMs }) => Math.floor((startMs + roundedMs) / periodMs));
  return [...byPeriod].map(([number, group]) => ({
    startMs: Math.round(number * periodMs),
    value: combined(
      group.map(({ value }) => value),
      statistic,
    ),
  }));
}

/** A period that begins within a second is read as if it began with that second. */
const roundedMs = 999;

function combined(values: readonly number[], statistic: string): number {
  const sum = () => values.reduce((total, value) => total + value, 0);
  if (statistic === 'Sum' || statistic === 'SampleCount') return sum();
  if (statistic === 'Minimum') return Math.min(...values);
  return statistic === 'Average' ? sum() / values.length : Math.max(...values);
}
