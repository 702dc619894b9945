import { cronPattern } from './cron-pattern.ts';

/** When something recurs. */
export type Schedule =
  /** Once, at this local time. */
  | { readonly kind: 'at'; readonly localTime: string }
  | { readonly kind: 'rate'; readonly intervalMs: number }
  /** In the form that croner reads. */
  | { readonly kind: 'cron'; readonly pattern: string };

const unitMs: ReadonlyMap<string, number> = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
]);

/**
 * Reads `at(...)`, `rate(...)` or `cron(...)`; undefined where AWS would refuse it.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function parseSchedule(text: string): Schedule | undefined {
  const [, kind, content = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text.trim()) ?? [];
  switch (kind) {
    case 'at':
      return isLocalTime(content) ? { kind, localTime: content.padEnd(19, ':00') } : undefined;
    case 'rate':
      return rate(content);
    case 'cron': {
      const pattern = cronPattern(content);
      return pattern === undefined ? undefined : { kind, pattern };
    }
    default:
      return undefined;
  }
}

/** Whether it is a day that the calendar has, without a zone; AWS takes it without seconds too. */
function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return false;
  const time = new Date(`${text}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/** AWS takes the singular and the plural of a unit for any number, and a blank or none before it. */
function rate(text: string): Schedule | undefined {
  const [, digits, unit = ''] = /^([1-9]\d*) ?(minute|hour|day)s?$/.exec(text) ?? [];
  const ms = unitMs.get(unit);
  return ms === undefined ? undefined : { kind: 'rate', intervalMs: Number(digits) * ms };
}
