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
  if (fields.length !== 7 || !leavesOneDayOpen(fields.filter((_, index) => isDay(index)))) return undefined;
  const pattern = fields.map((field, index) => (isDay(index) ? dayField(field, index) : field)).join(' ');
  return isPattern(pattern) ? pattern : undefined;
}

const dayOfMonth = 3;
const dayOfWeek = 5;

function isDay(index: number): boolean {
  return index === dayOfMonth || index === dayOfWeek;
}

function leavesOneDayOpen(days: readonly string[]): boolean {
  return days.some((field) => field === '?' || field === '*') && days.some((field) => field !== '?');
}

/** For croner only an asterisk leaves a day open: a question mark is any day, and either of two days is enough. */
function dayField(field: string, index: number): string {
  if (field === '?') return '*';
  return index === dayOfWeek && field.toUpperCase() === 'L' ? saturday : field;
}

function isPattern(pattern: string): boolean {
  if (!/^[\d*,/\-#LW A-Z]+$/i.test(pattern)) return false;
  try {
    new Cron(pattern, { ...awsCron, mode: '7-part' });
  } catch {
    return false;
  }
  return true;
}
