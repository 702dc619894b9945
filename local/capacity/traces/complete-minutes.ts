import type { RecordedMinute } from '../../scaling/simulation/recorded-minute.ts';

const minuteMs = 60_000;

/** Every minute from the first to the last: one that is missing had no requests, and nothing else is known of it. */
export function completeMinutes(minutes: readonly RecordedMinute[]): readonly RecordedMinute[] {
  const byTime = new Map(minutes.map((minute) => [minute.atMs, minute]));
  const times = minutes.map(({ atMs }) => atMs);
  const first = times.reduce((least, atMs) => Math.min(least, atMs), Infinity);
  const last = times.reduce((most, atMs) => Math.max(most, atMs), -Infinity);
  const complete: RecordedMinute[] = [];
  for (let atMs = first; atMs <= last; atMs += minuteMs) {
    complete.push(byTime.get(atMs) ?? { atMs, requests: 0 });
  }
  return complete;
}
