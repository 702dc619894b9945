import { refinedBy } from '../../properties/scalars.ts';

/**
 * When a scheduled action runs. Cron expressions have a sixth field for years, and may have a seventh for seconds.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const schedule = refinedBy((text) => {
  const [, kind, inside = ''] = /^(at|rate|cron)\((.+)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'at':
      return isMoment(inside) ? undefined : 'expected a time such as at(2027-01-31T08:00:00)';
    case 'rate':
      return /^[1-9]\d* (minute|hour|day)s?$/.test(inside)
        ? undefined
        : 'expected minutes, hours or days, such as rate(2 hours)';
    case 'cron':
      return whyBadCron(inside.trim().split(/\s+/));
    default:
      return 'expected at(...), rate(...) or cron(...)';
  }
});

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}Z`));
}

function whyBadCron(fields: readonly string[]): string | undefined {
  const [, , dayOfMonth, , dayOfWeek] = fields.length === 7 ? fields.slice(1) : fields;
  if (fields.length < 6 || fields.length > 7)
    return 'expected six fields, such as cron(0 8 ? * MON-FRI *)';
  return [dayOfMonth, dayOfWeek].includes('?')
    ? undefined
    : 'either the day of the month or the day of the week must be ?';
}
