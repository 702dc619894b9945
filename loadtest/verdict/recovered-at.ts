import type { LoadRecord } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import { windowsBetween } from './load-windows.ts';

/** Response times are looked at in parts of at least this length: fewer requests have no 95th percentile worth the name. */
const partMs = 10_000;

/** How much slower than before still counts as recovered: the p95 of equal loads differs by as much from minute to minute. */
const sameLevel = 1.2;

/** What changes later than this after a scale-out is the load. */
const longestMs = 600_000;

/** Before a breach the level is that of a minute. */
const levelMs = 60_000;

/**
 * When response times were as before a breach, from `fromMs` on and before `untilMs`: the end of the first part whose p95
 * is within a fifth of what it was. Undefined where there were no requests to tell.
 */
export function recoveredAt(
  load: LoadRecord,
  {
    breachMs,
    fromMs,
    untilMs,
  }: { readonly breachMs: number; readonly fromMs: number; readonly untilMs: number },
): number | 'never' | undefined {
  const level = p95Between(load, breachMs - levelMs, breachMs);
  if (level === undefined) return undefined;
  const endMs = Math.min(untilMs, fromMs + longestMs, load.startMs + load.windows.length * load.windowMs);
  const lengthMs = Math.max(partMs, load.windowMs);
  let isKnown = false;
  for (let atMs = fromMs; atMs + lengthMs <= endMs; atMs += lengthMs) {
    const p95 = p95Between(load, atMs, atMs + lengthMs);
    if (p95 === undefined) continue;
    if (p95 <= level * sameLevel) return atMs + lengthMs;
    isKnown = true;
  }
  return isKnown ? 'never' : undefined;
}

function p95Between(load: LoadRecord, fromMs: number, toMs: number): number | undefined {
  const times = windowsBetween(load, fromMs, toMs).flatMap(({ steps }) =>
    Object.values(steps).map((step) => step.times),
  );
  return mergeResponseTimes(times).percentile(95);
}
