import { wrongUsage } from '../failure/wrong-usage.ts';

const mostSeconds = 600;

/** The option `--grace` in seconds: `20`, `20s` or `2m`; undefined where it is absent. Raises `BAD_ARGUMENT`. */
export function graceOption(value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, count = '', unit = 's'] = /^(\d+)([sm])?$/.exec(String(value)) ?? [];
  const seconds = Number(count) * (unit === 'm' ? 60 : 1);
  if (count !== '' && seconds >= 1 && seconds <= mostSeconds) return seconds;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--grace must be from 1 s to ${mostSeconds / 60} min, as seconds or with a unit (s, m), not '${value}'`,
    'For example: --grace 20, --grace 20s or --grace 1m',
  );
}

/** What it does, as a part of a sentence. */
export function graceEffect(seconds: number): string {
  return `tasks that fail health checks get ${seconds} s, until local:up without it`;
}
