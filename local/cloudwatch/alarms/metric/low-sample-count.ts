import type { MetricAlarm } from '../../../../definition/model/alarms.ts';
import type { AlarmPeriod } from './alarm-periods.ts';

const percentilePattern = /^p(?<percent>\d+(?:\.\d+)?)$/;

/**
 * Whether a percentile is of too few samples to say something, and the alarm is to ignore it then. Assumed: the samples of
 * all periods that are judged count together.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
export function hasTooFewSamples(alarm: MetricAlarm, judged: readonly AlarmPeriod[]): boolean {
  if (alarm.evaluateLowSampleCountPercentile !== 'ignore' || alarm.watched.kind !== 'metric') return false;
  const percent = percentilePattern.exec(alarm.watched.stat)?.groups?.percent;
  const real = judged.filter(({ value }) => value !== undefined);
  if (percent === undefined || real.length === 0) return false;
  const samples = real.reduce((sum, { sampleCount = 0 }) => sum + sampleCount, 0);
  return samples < neededSamples(Number(percent));
}

/** `10 / (1 - percentile)` from the median on, and `10 / percentile` below it. */
function neededSamples(percent: number): number {
  return 1000 / (percent >= 50 ? 100 - percent : percent);
}
