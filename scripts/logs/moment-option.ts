import { wrongUsage } from '../../failure/wrong-usage.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const span = /^(\d+[smhd])+$/;
const time = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * The value of `--since` or `--until`, in milliseconds since the epoch: how long ago (`90s`, `10m`, `1h30m`, `2d`), or a
 * time, which is one of this machine’s zone where it names none. Raises `BAD_ARGUMENT`.
 */
export function momentOption(option: string, value: string | boolean, nowMs: number): number {
  const given = String(value).trim();
  const atMs = span.test(given) ? nowMs - spanMs(given) : timeMs(given);
  if (atMs === undefined || !Number.isSafeInteger(atMs))
    throw wrong(option, given, 'must be a time, or how long ago it was');
  if (atMs > nowMs) throw wrong(option, given, 'must not be in the future');
  return atMs;
}

function spanMs(given: string): number {
  const parts = [...given.matchAll(/(\d+)([smhd])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * msOf(unit), 0);
}

function msOf(unit: string | undefined): number {
  return unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? unitMs[unit] : Number.NaN;
}

/** Undefined for what is no time, such as 30 February, which `Date` takes for one of March. */
function timeMs(given: string): number | undefined {
  const [, date, clock = '00:00', zone = ''] = time.exec(given) ?? [];
  if (date === undefined) return undefined;
  const day = new Date(`${date}T00:00Z`);
  const atMs = Date.parse(`${date}T${clock}${zone}`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
  return isDay && !Number.isNaN(atMs) ? atMs : undefined;
}

function wrong(option: string, given: string, problem: string) {
  return wrongUsage(
    'BAD_ARGUMENT',
    `--${option} ${problem}, not '${given}'`,
    `For example: --${option} 10m, --${option} 1h30m, --${option} 2d or --${option} 2026-11-27T08:00:00Z`,
  );
}
