import type { AlarmRule } from './alarm.ts';
import type { Datapoints } from './judge-alarm.ts';

/** The value of the period that begins at `startMs`; undefined where the metric has none. */
export type ReadPeriod = (startMs: number) => number | undefined;

/** How many periods an alarm looks at. */
export function evaluationRange({ periodSeconds, evaluationPeriods }: AlarmRule): number {
  // Assumption: seen for 3 periods of 10 s; AWS's own example has 5 for 3 periods, and says no more.
  return periodSeconds < 60 ? 3 * evaluationPeriods : evaluationPeriods + 2;
}

/**
 * The values in an alarm's evaluation range at `nowMs`, the oldest first. Periods begin at multiples of their length.
 * The newest one closed at least `deliveryMs` ago, as long as a metric may take until it is there.
 */
export function datapointsAt(
  rule: AlarmRule,
  { nowMs, deliveryMs }: { readonly nowMs: number; readonly deliveryMs: number },
  read: ReadPeriod,
): Datapoints {
  const periodMs = rule.periodSeconds * 1000;
  const end = Math.floor((nowMs - deliveryMs) / periodMs) * periodMs;
  const count = evaluationRange(rule);
  // Simulations spend most of their time here.
  const values: (number | undefined)[] = [];
  for (let age = count; age > 0; age -= 1) values.push(read(end - age * periodMs));
  return values;
}

/** The recent datapoints that CloudWatch gives with a state: from the oldest to the newest real value, gaps included. */
export function recentDatapoints(range: Datapoints): Datapoints {
  const first = range.findIndex((value) => value !== undefined);
  const last = range.findLastIndex((value) => value !== undefined);
  // Without any, both are -1, and so nothing is taken.
  return range.slice(first, last + 1);
}
