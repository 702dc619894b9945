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

/** A duration as people read it: `0.4 s`, `3 s`, `12 s`, `3 min 05 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  if (ms < 9_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** `-` where it did not happen; the time of day in UTC. */
export function timeOfDay(ms: number | undefined): string {
  return ms === undefined ? '-' : clockTime(ms);
}
