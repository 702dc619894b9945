import { clockTime } from '../../local/scaling/words/clock-time.ts';

/** `1,234`, or `1.25` below ten. */
export function number(value: number): string {
  return value.toLocaleString('en-US', {
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : value < 100 ? 1 : 0,
  });
}

/** Milliseconds, or seconds from ten of them: `231 ms`, `12.5 s`; `-` where there is none. */
export function milliseconds(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return ms >= 10_000 ? `${number(ms / 1000)} s` : `${number(Math.round(ms))} ms`;
}

/** `-` where it did not happen; the time of day in UTC. */
export function timeOfDay(ms: number | undefined): string {
  return ms === undefined ? '-' : clockTime(ms);
}
