import { clockTime } from './clock-time.ts';
import type { RecordedActivity } from './scaling-record.ts';

/** What an activity says: what was done, why, and what came of it; or why nothing was done. */
export function activitySentence(activity: RecordedActivity): string {
  const { description, cause, notScaled } = activity;
  if (notScaled.length > 0) return `Nothing was changed: ${notScaled.map(inWords).join(', ')}: ${cause}.`;
  return `${description.replace(/\.$/, '')}: ${cause}. ${outcome(activity)}`;
}

function outcome({ status, statusMessage, endMs }: RecordedActivity): string {
  if (status === 'Successful') {
    return endMs === undefined ? 'Successful.' : `Successful at ${clockTime(endMs)} UTC.`;
  }
  return statusMessage === undefined ? `${status}.` : `${status}: ${statusMessage}`;
}

/** AWS's own code, with the bound or the count that it names. */
function inWords({
  code,
  minCapacity,
  maxCapacity,
  currentCapacity,
}: RecordedActivity['notScaled'][number]): string {
  const count = minCapacity ?? maxCapacity ?? currentCapacity;
  return count === undefined ? code : `${code} (${count})`;
}
