import type { RecordedActivity } from './scaling-record.ts';

/** What an activity says: what was done and why, or why nothing was. */
export function activitySentences(activity: RecordedActivity): readonly string[] {
  const { description, cause, status, statusMessage, notScaled } = activity;
  if (notScaled.length > 0) return [`Nothing was changed (${notScaled.map(inWords).join(', ')}): ${cause}.`];
  const details = statusMessage !== undefined && status !== 'Successful' ? ` ${statusMessage}` : '';
  return [`${ended(description)} ${status}: ${cause}.${details}`];
}

/** AWS ends some of its descriptions with a full stop. */
function ended(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** AWS's own code, with the bound or the count that it names. */
function inWords({
  code,
  minCapacity,
  maxCapacity,
  currentCapacity,
}: RecordedActivity['notScaled'][number]): string {
  const count = minCapacity ?? maxCapacity ?? currentCapacity;
  return count === undefined ? code : `${code}, ${count}`;
}
