import type { AlarmRule, AlarmState } from '../../../local/scaling/alarms/alarm.ts';
import { datapointsAt } from '../../../local/scaling/alarms/evaluation-range.ts';
import { type Datapoints, judgeAlarm } from '../../../local/scaling/alarms/judge-alarm.ts';
import { stateAt } from '../../../local/scaling/words/recorded-situation.ts';
import type { RecordedAlarm, RecordedValue } from '../../../local/scaling/words/scaling-record.ts';

/** An alarm with the values that were measured, by the number of their period. */
export interface WatchedAlarm {
  readonly alarm: RecordedAlarm;
  readonly rule: AlarmRule;
  readonly timeScale: number;
  /** How long a period takes, as shortened by the time scale. */
  readonly periodMs: number;
  /** When the period with the number 0 begins. */
  readonly firstMs: number;
  readonly byPeriod: ReadonlyMap<number, number>;
}

/** Periods begin where the measured ones do: the clocks of the test and of the environment may differ. */
export function watchAlarm(alarm: RecordedAlarm, rule: AlarmRule, timeScale: number): WatchedAlarm {
  const periodMs = (rule.periodSeconds * 1000) / timeScale;
  const firstMs = alarm.values[0]?.startMs ?? 0;
  const numbered = alarm.values.map(
    ({ startMs, value }) => [Math.round((startMs - firstMs) / periodMs), value] as const,
  );
  return { alarm, rule, timeScale, periodMs, firstMs, byPeriod: new Map(numbered) };
}

/** The measured values of periods that began during a test. */
export function valuesDuring(
  { alarm }: WatchedAlarm,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): readonly RecordedValue[] {
  return alarm.values.filter((value) => value.startMs >= startMs && value.startMs <= endMs);
}

/** A period that ends within this time of an evaluation is over: times of shortened periods are rounded. */
const roundingMs = 1000;

/** The measured values in the evaluation range at a time, as if each were there as soon as its period is over. */
export function rangeAt({ rule, timeScale, firstMs, byPeriod }: WatchedAlarm, nowMs: number): Datapoints {
  const unscaled = { nowMs: (nowMs - firstMs) * timeScale + roundingMs, deliveryMs: 0 };
  return datapointsAt(rule, unscaled, (startMs) => byPeriod.get(startMs / (rule.periodSeconds * 1000)));
}

/** The state that follows from the measured values. */
export function judgedAt(watched: WatchedAlarm, nowMs: number): AlarmState {
  return judgeAlarm(watched.rule, rangeAt(watched, nowMs), stateAt(watched.alarm, nowMs));
}
