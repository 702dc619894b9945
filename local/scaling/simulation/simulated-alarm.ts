import type { AlarmRule, AlarmState } from '../alarms/alarm.ts';
import { evaluationRange } from '../alarms/evaluation-range.ts';
import { judgeWithin } from '../alarms/judge-alarm.ts';
import type { AlarmReading } from '../decisions/situation.ts';
import type { SimulatedSeries } from './simulated-series.ts';

/** An alarm on a simulated metric. */
export interface SimulatedAlarm {
  /** Judges what it can see at a time, in milliseconds since the beginning. */
  judge(sinceBeginningMs: number): void;
  state(): AlarmState;
  reading(): AlarmReading;
}

/**
 * Judges as `datapointsAt` and `judgeAlarm` do, on the periods since the beginning, without copying them, and only when
 * there is a new one.
 */
export function simulatedAlarm(
  alarmName: string,
  rule: AlarmRule,
  { values }: SimulatedSeries,
  deliverySeconds: number,
): SimulatedAlarm {
  const periodMs = rule.periodSeconds * 1000;
  const deliveryMs = deliverySeconds * 1000;
  const count = evaluationRange(rule);
  let state: AlarmState = 'INSUFFICIENT_DATA';
  let value: number | undefined;
  let judged = 0;
  return {
    judge: (sinceBeginningMs) => {
      const end = Math.floor((sinceBeginningMs - deliveryMs) / periodMs);
      if (end <= judged) return;
      judged = end;
      state = judgeWithin(rule, values, Math.max(0, end - count), end, state);
      value = values[end - 1];
    },
    state: () => state,
    reading: () => (value === undefined ? { alarmName, state } : { alarmName, state, value }),
  };
}
