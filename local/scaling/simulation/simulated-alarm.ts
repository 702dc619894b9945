import type { AlarmRule, AlarmState } from '../alarms/alarm.ts';
import { evaluationRange } from '../alarms/evaluation-range.ts';
import { type Datapoints, judgeWithin } from '../alarms/judge-alarm.ts';
import type { AlarmReading } from '../decisions/situation.ts';
import type { SimulatedSeries } from './simulated-series.ts';

/** An alarm on a simulated metric. */
export interface SimulatedAlarm {
  /** Judges what it can see at a time, in milliseconds since the beginning. */
  judge(sinceBeginningMs: number): void;
  state(): AlarmState;
  reading(): AlarmReading;
}

/** The value by which an alarm's policy goes, of those from `start` to before `end`; undefined without any. */
export type Decisive = (values: Datapoints, start: number, end: number) => number | undefined;

/** The one of target tracking. */
export const newest: Decisive = (values, start, end) => {
  for (let index = end - 1; index >= start; index -= 1) {
    if (values[index] !== undefined) return values[index];
  }
  return undefined;
};

/**
 * Judges as `datapointsAt` and `judgeAlarm` do, on the periods since the beginning, without copying them, and only when
 * there is a new one. What is decided goes by the `decisive` one of the values in its range.
 */
export function simulatedAlarm(
  alarmName: string,
  rule: AlarmRule,
  { values }: SimulatedSeries,
  deliverySeconds: number,
  decisive: Decisive,
): SimulatedAlarm {
  const periodMs = rule.periodSeconds * 1000;
  const deliveryMs = deliverySeconds * 1000;
  const count = evaluationRange(rule);
  let state: AlarmState = 'INSUFFICIENT_DATA';
  let judged = 0;
  return {
    judge: (sinceBeginningMs) => {
      const end = Math.floor((sinceBeginningMs - deliveryMs) / periodMs);
      if (end <= judged) return;
      judged = end;
      state = judgeWithin(rule, values, Math.max(0, end - count), end, state);
    },
    state: () => state,
    reading: () => {
      const value = decisive(values, Math.max(0, judged - count), judged);
      return value === undefined ? { alarmName, state } : { alarmName, state, value };
    },
  };
}
