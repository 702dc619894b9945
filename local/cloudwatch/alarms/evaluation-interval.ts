import type { AlarmRecord } from './alarms-state.ts';
import { watchedPeriod } from './metric/metric-rule.ts';

const shortIntervalMs = 10_000;
const longIntervalMs = 60_000;

/** How often an alarm is judged, in its own time. */
export const evaluationIntervals = [shortIntervalMs, longIntervalMs] as const;

/**
 * Every minute, or every ten seconds where the period is below a minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function evaluationIntervalMs({ definition }: AlarmRecord): number {
  return definition.kind === 'metric' && watchedPeriod(definition.watched) < 60
    ? shortIntervalMs
    : longIntervalMs;
}
