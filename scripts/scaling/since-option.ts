import { wrongUsage } from '../../failure/wrong-usage.ts';

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** CloudWatch keeps the history of alarms for 30 days, and minutes of metrics for 15. */
const mostMs = 15 * unitMs.d;

/** A time back from now, such as `30m`, `6h` or `2d`, in milliseconds. Raises `BAD_ARGUMENT`. */
export function sinceOption(value: string | boolean = '30m'): number {
  return spanOption('since', value);
}

/** A length of time such as `30m`, `6h` or `2d`, in milliseconds. Raises `BAD_ARGUMENT`, which names the option. */
export function spanOption(option: string, value: string | boolean): number {
  const given = String(value);
  const wrong = (problem: string) => wrongSpan(option, given, problem);
  const [, count = '', unit = ''] = /^(\d+)([mhd])$/.exec(given) ?? [];
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') throw wrong(formProblem(given));
  const ms = Number(count) * unitMs[unit];
  if (ms === 0) throw wrong('must be above 0');
  if (ms > mostMs) throw wrong('must be at most 15 days');
  return ms;
}

function formProblem(given: string): string {
  return /^\d+$/.test(given)
    ? 'must have a unit, m, h or d'
    : 'must be a whole number of minutes (m), hours (h) or days (d)';
}

function wrongSpan(option: string, given: string, problem: string) {
  return wrongUsage(
    'BAD_ARGUMENT',
    `--${option} ${problem}, not '${given}'`,
    `For example: --${option} 30m, --${option} 6h or --${option} 2d`,
  );
}
