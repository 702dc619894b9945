import { wrongUsage } from '../failure/wrong-usage.ts';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The value of an option that is a time of the past, in milliseconds since the epoch. Raises `BAD_ARGUMENT`. */
export function pastTimeOption(option: string, value: string | boolean, nowMs: number): number {
  const given = String(value);
  const atMs = form.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(atMs)) throw wrong(option, given, 'must be a date and a time with its zone', nowMs);
  if (atMs > nowMs) throw wrong(option, given, 'must not be in the future', nowMs);
  return atMs;
}

function wrong(option: string, given: string, problem: string, nowMs: number) {
  const example = `${new Date(nowMs - 3_600_000).toISOString().slice(0, 19)}Z`;
  return wrongUsage(
    'BAD_ARGUMENT',
    `--${option} ${problem}, not '${given}'`,
    `For example: --${option} ${example}`,
  );
}
