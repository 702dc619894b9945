import { parseSchedule } from '../../../../scaling/schedules/schedule.ts';
import { isTimeZone } from '../../../../scaling/schedules/time-zone.ts';
import { invalid } from '../errors.ts';

/**
 * Raises `ValidationException` for a schedule that AWS would not take. One of the two days has to be a question mark,
 * although an example of AWS's guide has none.
 */
export function requireSchedule(text: string): void {
  const fields = /^cron\((.*)\)$/.exec(text)?.[1]?.trim().split(/\s+/);
  const isAmbiguous = fields !== undefined && !fields.includes('?');
  if (isAmbiguous || parseSchedule(text) === undefined) throw invalid(faultOf(text));
}

/** Raises `ValidationException`. */
export function requireTimeZone(name: string | undefined): void {
  if (name !== undefined && !isTimeZone(name)) throw invalid(`Invalid schedule timezone: ${name}`);
}

/** In AWS's words where they are known. */
function faultOf(text: string): string {
  const [, kind, content = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'cron':
      return `Invalid schedule expression. Details: Invalid CRON expression: ${cronFault(content)}`;
    case 'at':
      return `Invalid schedule expression. Details: Invalid schedule at DateTime expression: Cannot parse "${content}"`;
    case 'rate':
      return rateFault(content);
    default:
      return `Invalid schedule expression. Details: "${text}" is neither at(...), rate(...) nor cron(...)`;
  }
}

function cronFault(content: string): string {
  const fields = content.trim().split(/\s+/);
  if (fields.length < 6) return `error at position ${content.length}, details: Unexpected end of expression.`;
  const [day, weekday] = [fields.at(-4), fields.at(-2)];
  return day !== '?' && weekday !== '?'
    ? 'error at position 0, details: Specifying both a day-of-week AND a day-of-month parameter is not supported.'
    : `error at position 0, details: "${content}" is not valid.`;
}

function rateFault(content: string): string {
  if (!/^0 /.test(content))
    return `Invalid schedule expression. Details: Invalid rate expression: "${content}"`;
  const never = '1970-01-01T00:00:00.000Z';
  return `Invalid schedule frequency. Run for '${never}' and '${never}' are less than 60 seconds apart`;
}
