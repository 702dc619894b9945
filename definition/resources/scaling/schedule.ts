import { refinedBy } from '../../properties/scalars.ts';
import { approximated } from '../../properties/standing.ts';

/**
 * When a scheduled action runs. Cron expressions have a sixth field for years, and may have a seventh, the first one, for
 * seconds. Their values are looked at where they are used.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const schedule = approximated(
  refinedBy(whyBadSchedule),
  'Numbers for days of the week count from 1 for Sunday, as in EventBridge; AWS’s own examples differ, so use names, such as `MON`.',
);

function whyBadSchedule(text: string): string | undefined {
  const [, kind, inside = ''] = /^(at|rate|cron)\((.+)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'at':
      return isMoment(inside) ? undefined : 'expected a time such as at(2027-01-31T08:00:00)';
    case 'rate':
      return isRate(inside) ? undefined : 'expected minutes, hours or days, such as rate(2 hours)';
    case 'cron':
      return whyBadCron(inside.trim().split(/\s+/));
    default:
      return 'expected at(...), rate(...) or cron(...)';
  }
}

/** On a day that the calendar has; AWS takes it without seconds too. */
function isMoment(text: string): boolean {
  const time = Date.parse(`${text}Z`);
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text)
  );
}

/** AWS takes the singular and the plural of a unit for any number. */
function isRate(text: string): boolean {
  return /^[1-9]\d* ?(minute|hour|day)s?$/.test(text);
}

function whyBadCron(fields: readonly string[]): string | undefined {
  if (fields.length < 6 || fields.length > 7) return 'expected six fields, such as cron(0 8 ? * MON-FRI *)';
  const [, , dayOfMonth = '', , dayOfWeek = ''] = fields.length === 7 ? fields.slice(1) : fields;
  const days = [dayOfMonth, dayOfWeek];
  if (days.every((field) => field === '?')) return 'a day of the month or of the week is required';
  return days.includes('?') ? undefined : 'either the day of the month or the day of the week must be ?';
}
