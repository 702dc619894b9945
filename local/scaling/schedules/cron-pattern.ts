import { Cron } from 'croner';

/** How AWS's expressions differ from those of Unix: Sunday is 1, and `0/15` begins at 0. */
export const awsCron = { alternativeWeekdays: true, sloppyRanges: true } as const;

const saturday = '7';

/**
 * The fields of `cron(...)` as croner reads them; undefined where they are not valid. There are six, from the minutes to
 * the year, or seven with the seconds before them. One of the two days is left open, with `?` or `*`.
 * Assumed: the days of the week are counted from 1 for Sunday, as EventBridge does, to which AWS refers, and as Quartz does,
 * whose words AWS's errors have. An example of AWS takes 2 for Tuesday. Names, such as `TUE`, leave no doubt.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function cronPattern(text: string): string | undefined {
  const given = text.trim().split(/\s+/);
  const fields = given.length === 6 ? ['0', ...given] : given;
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 7 || !leavesOneDayOpen(day, weekday)) return undefined;
  const lastOfWeek = weekday.toUpperCase() === 'L' ? saturday : weekday;
  // For croner only an asterisk leaves a day open: a question mark is any day, and either of two days is enough.
  const pattern = [second, minute, hour, open(day), month, open(lastOfWeek), year].join(' ');
  return isPattern(pattern) ? pattern : undefined;
}

function leavesOneDayOpen(day: string, weekday: string): boolean {
  if (day === '?' && weekday === '?') return false;
  return [day, weekday].some((field) => open(field) === '*');
}

function open(field: string): string {
  return field === '?' ? '*' : field;
}

function isPattern(pattern: string): boolean {
  if (!/^[\d*,/\-#LW A-Z]+$/i.test(pattern)) return false;
  try {
    new Cron(pattern, { ...awsCron, mode: '7-part', paused: true });
    return true;
  } catch {
    return false;
  }
}
