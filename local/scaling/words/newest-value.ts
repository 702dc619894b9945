import { lastBefore, startOf } from './in-order.ts';
import type { RecordedValue } from './scaling-record.ts';

/** CloudWatch has metrics of services some minutes late. */
const lateMinutes = 5;

/** The value of the newest period that was over at a time; undefined where none has been for five minutes. */
export function newestValue(
  values: readonly RecordedValue[],
  { periodSeconds, timeScale }: { readonly periodSeconds: number; readonly timeScale: number },
  nowMs: number,
): number | undefined {
  const endedMs = nowMs - (periodSeconds * 1000) / timeScale;
  const newest = values[lastBefore(values, startOf, endedMs + 1)];
  const oldestMs = endedMs - (lateMinutes * 60_000) / timeScale;
  return newest === undefined || newest.startMs < oldestMs ? undefined : newest.value;
}
