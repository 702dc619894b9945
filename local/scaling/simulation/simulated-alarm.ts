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

/** The value by which target tracking goes. */
export function newest(recent: readonly number[]): number | undefined {
  return recent.at(-1);
}

/**
 * Judges as `datapointsAt` and `judgeAlarm` do, on the periods since the beginning, without copying them, and only when
 * there is a new one. What is decided goes by the `decisive` one of the values in its range.
 */
export function simulatedAlarm(
  alarmName: string,
  rule: AlarmRule,
  { values }: SimulatedSeries,
  deliverySeconds: number,
  decisive: (recent: readonly number[], rule: AlarmRule) => number | undefined,
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
      const range = values.slice(Math.max(0, judged - count), judged);
      const value = decisive(
        range.filter((each) => each !== undefined),
        rule,
      );
      return value === undefined ? { alarmName, state } : { alarmName, state, value };
    },
  };
}
