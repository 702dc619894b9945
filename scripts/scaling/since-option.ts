import { wrongUsage } from '../../failure/wrong-usage.ts';

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** CloudWatch keeps the history of alarms for 30 days, and minutes of metrics for 15. */
const mostMs = 15 * unitMs.d;

/** A time back from now, such as `30m`, `6h` or `2d`, in milliseconds. Raises `BAD_ARGUMENT`. */
export function sinceOption(value: string | boolean = '30m'): number {
  const given = String(value);
  const [, count = '', unit = ''] = /^(\d+)([mhd])$/.exec(given) ?? [];
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') throw wrong(given, formProblem(given));
  const ms = Number(count) * unitMs[unit];
  if (ms === 0) throw wrong(given, 'must be above 0');
  if (ms > mostMs) throw wrong(given, 'must be at most 15 days');
  return ms;
}

function formProblem(given: string): string {
  return /^\d+$/.test(given)
    ? 'must have a unit, m, h or d'
    : 'must be a whole number of minutes (m), hours (h) or days (d)';
}

function wrong(given: string, problem: string) {
  return wrongUsage(
    'BAD_ARGUMENT',
    `--since ${problem}, not '${given}'`,
    'For example: --since 30m, --since 6h or --since 2d',
  );
}
