import type { Situation } from '../decisions/situation.ts';
import { activitySentence } from './activity-sentence.ts';
import { type DesiredCount, foreignChanges } from './desired-counts.ts';
import { itemsIn, type Span, startOf, timeOf } from './in-order.ts';
import { toldReasons, workedOutReasons } from './reasons.ts';
import { policyNameIn, type RecordedChange } from './recorded-changes.ts';
import type { RecordedActivity, RecordedAlarm, ScalingRecord } from './scaling-record.ts';
import type { Said } from './statement.ts';
import type { ToldDecision } from './told-decision.ts';

/** All that a timeline is made of: what the APIs tell, the changes in it, and what the control plane tells. The oldest first. */
export interface Known {
  readonly record: ScalingRecord;
  readonly changes: readonly RecordedChange[];
  readonly activities: readonly RecordedActivity[];
  readonly alarms: readonly RecordedAlarm[];
  readonly told: readonly ToldDecision[];
  readonly counts: readonly DesiredCount[];
}

/** What there is to say of a span at whose end the situation is this one: transitions of alarms, actions and reasons, by time. */
export function saidIn(known: Known, situation: Situation, span: Span): readonly Said[] {
  const found = reasonsIn(known, situation, span);
  const activities = itemsIn(known.activities, startOf, span).filter((activity) => !isAmong(activity, found));
  const done = activities.map((activity) => ({
    ...{ atMs: activity.startMs, text: activitySentence(activity), activity },
  }));
  const reasons = found.filter((said) => said.atMs !== undefined || !isAnswered(said, activities));
  return inTime(
    [...transitionsIn(known, span), ...foreignChangesIn(known, span), ...done, ...reasons],
    span.endMs,
  );
}

/** Statements by their times; what was worked out is of the end. */
export function inTime(said: readonly Said[], endMs: number): readonly Said[] {
  return said.toSorted((left, right) => (left.atMs ?? endMs) - (right.atMs ?? endMs));
}

/** A change says enough by itself, where nobody told what else was decided. */
function reasonsIn({ record, changes, told }: Known, situation: Situation, span: Span): readonly Said[] {
  const reasons = toldReasons(record, told, span);
  if (reasons !== undefined) return reasons;
  const isChanged = itemsIn(changes, startOf, span).length > 0;
  return isChanged ? [] : workedOutReasons(situation, record.timeScale);
}

function foreignChangesIn({ counts }: Known, span: Span): readonly Said[] {
  return itemsIn(foreignChanges(counts), timeOf, span).map((foreignChange) => {
    const { atMs, from, to } = foreignChange;
    const text = `The desired count had been changed from ${from} to ${to}, and not by a scaling activity.`;
    return { atMs, text, foreignChange };
  });
}

function transitionsIn({ alarms }: Known, span: Span): readonly Said[] {
  return alarms.flatMap((alarm) =>
    itemsIn(alarm.transitions, timeOf, span).map(({ atMs, from, to }) => ({
      ...{ atMs, text: `${alarm.alarmName} went from ${from} to ${to}.` },
      transitionOf: alarm,
    })),
  );
}

/** Whether an activity that changed nothing gives the very reason that a sentence of ours gives, with its numbers. */
function isAmong(activity: RecordedActivity, reasons: readonly Said[]): boolean {
  const [only, ...more] = activity.notScaled;
  if (only === undefined || more.length > 0) return false;
  return reasons.some((said) => isAbout(said, activity) && reasonCode(said) === only.code);
}

/** Whether Application Auto Scaling itself says why the policy of a reason did nothing. */
function isAnswered(said: Said, activities: readonly RecordedActivity[]): boolean {
  return activities.some((activity) => activity.notScaled.length > 0 && isAbout(said, activity));
}

function isAbout(said: Said, { cause }: RecordedActivity): boolean {
  return 'verdict' in said && said.verdict.policyName === policyNameIn(cause);
}

function reasonCode(said: Said): string | undefined {
  return 'verdict' in said ? said.verdict.reason?.code : undefined;
}
