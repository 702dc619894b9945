const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

/**
 * A `cron(...)` that names days of the week by numbers, with the names of those days, as they are counted here: from 1 for
 * Sunday. Undefined where it has no such numbers. A number behind `#` is that of a week, one behind `/` that of a step.
 */
export function withNamesOfDays(schedule: string): string | undefined {
  const [, before, field = '', after] = /^(\s*cron\(.*\s)(\S+)(\s+\S+\s*\)\s*)$/.exec(schedule) ?? [];
  const named = field.replaceAll(/(?<![#/\d])[1-7](?!\d)/g, (day) => days[Number(day) - 1] ?? day);
  return named === field ? undefined : `${before}${named}${after}`;
}
