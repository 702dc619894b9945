import { wrongUsage } from '../../failure/wrong-usage.ts';

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** CloudWatch keeps the history of alarms for 30 days, and minutes of metrics for 15. */
const mostMs = 15 * unitMs.d;

/** A time back from now, such as `30m`, `6h` or `2d`, in milliseconds. Raises `BAD_ARGUMENT`. */
export function sinceOption(value: string | boolean = '30m'): number {
  const [, count = '', unit = ''] = /^(\d+)([mhd])$/.exec(String(value)) ?? [];
  const ms = unit === 'm' || unit === 'h' || unit === 'd' ? Number(count) * unitMs[unit] : 0;
  if (ms > 0 && ms <= mostMs) return ms;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--since must be a time of at most 15 days, not '${value}'`,
    'For example: --since 30m, --since 6h or --since 2d',
  );
}
