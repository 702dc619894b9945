import type { AlarmState } from '../alarms/alarm.ts';
import { decide } from '../decisions/decide.ts';
import type { Decision, Verdict } from '../decisions/decision.ts';
import type { Situation } from '../decisions/situation.ts';
import { activitySentences } from './activity-sentences.ts';
import { explain } from './explain.ts';
import { changesOf, type RecordedChange } from './recorded-changes.ts';
import { situationAt, stateAt } from './recorded-situation.ts';
import type { RecordedAlarm, ScalingRecord } from './scaling-record.ts';

/** One minute of a service, or several in a row that are alike. Times are milliseconds since the epoch. */
export interface TimelineEntry {
  readonly startMs: number;
  readonly endMs: number;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** The lowest and the highest value of each metric, by its name; without those that have no data. */
  readonly metrics: Readonly<Record<string, readonly [number, number]>>;
  /** States of alarms, by name; those that are OK are left out. */
  readonly alarms: Readonly<Record<string, AlarmState>>;
  /** What was done, and why nothing else was. */
  readonly sentences: readonly string[];
}

/** What the local control plane says of its own decisions. */
export interface ToldDecision {
  readonly atMs: number;
  readonly verdicts: readonly Verdict[];
}

const minuteMs = 60_000;

/** Tells minute by minute how a service was scaled, and why not otherwise; minutes that are alike are told as one. */
export function timeline(
  record: ScalingRecord,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  told: readonly ToldDecision[] = [],
): readonly TimelineEntry[] {
  const changes = changesOf(record);
  const entries: TimelineEntry[] = [];
  for (let startMs = Math.floor(fromMs / minuteMs) * minuteMs; startMs < toMs; startMs += minuteMs) {
    const entry = minuteOf(record, changes, startMs, told);
    const last = entries.at(-1);
    if (last !== undefined && isAlike(last, entry)) entries[entries.length - 1] = together(last, entry);
    else entries.push(entry);
  }
  return entries;
}

function minuteOf(
  record: ScalingRecord,
  changes: readonly RecordedChange[],
  startMs: number,
  told: readonly ToldDecision[],
): TimelineEntry {
  const endMs = startMs + minuteMs;
  const situation = situationAt(record, changes, endMs);
  const alarms = alarmsOf(record);
  return {
    startMs,
    endMs,
    desiredCount: situation.desiredCount,
    runningCount: situation.runningCount,
    metrics: Object.fromEntries(alarms.flatMap((alarm) => valuesIn(alarm, startMs))),
    alarms: Object.fromEntries(
      alarms
        .map((alarm) => [alarm.alarmName, stateAt(alarm, endMs)] as const)
        .filter(([, state]) => state !== 'OK'),
    ),
    sentences: [
      ...sentencesOf(record, changes, situation, startMs),
      ...told.filter(({ atMs }) => startMs <= atMs && atMs < endMs).flatMap(toldSentences),
    ],
  };
}

function alarmsOf({ policies }: ScalingRecord): readonly RecordedAlarm[] {
  return policies.flatMap((policy) =>
    'alarm' in policy ? policy.alarm : [policy.high, policy.low ?? []].flat(),
  );
}

function valuesIn(
  { metricName, values }: RecordedAlarm,
  startMs: number,
): readonly (readonly [string, readonly [number, number]])[] {
  const within = values
    .filter((value) => startMs <= value.startMs && value.startMs < startMs + minuteMs)
    .map(({ value }) => value);
  return within.length === 0 ? [] : [[metricName, [Math.min(...within), Math.max(...within)]]];
}

/** What was done counts; where nothing was, the same decisions that scale a service say why. */
function sentencesOf(
  record: ScalingRecord,
  changes: readonly RecordedChange[],
  situation: Situation,
  startMs: number,
): readonly string[] {
  const done = record.activities
    .filter((activity) => startMs <= activity.startMs && activity.startMs < startMs + minuteMs)
    .flatMap(activitySentences);
  const isChanged = changes.some(
    ({ activity }) => startMs <= activity.startMs && activity.startMs < startMs + minuteMs,
  );
  return isChanged ? done : [...done, ...whyNot(situation)];
}

function whyNot(situation: Situation): readonly string[] {
  const decision = decide(situation);
  const { change, verdicts } = decision;
  if (change !== undefined) return [overdue(change), ...othersThan(change.policyName, decision)];
  const isQuiet = verdicts.every(({ reason }) => reason?.code === 'WithinThresholds');
  return isQuiet ? [] : explain(decision);
}

/** By the rules there was something to do: AWS acts with the next evaluation, or has seen other values. */
function overdue({ policyName, capacity }: NonNullable<Decision['change']>): string {
  return `${policyName} is to set the desired count to ${capacity} at the next evaluation of its alarm.`;
}

function othersThan(policyName: string, { verdicts }: Decision): readonly string[] {
  return explain({ verdicts: verdicts.filter((verdict) => verdict.policyName !== policyName) });
}

/** The policy that acted has an activity that tells of it. */
function toldSentences({ verdicts }: ToldDecision): readonly string[] {
  const silent = verdicts.filter(({ reason }) => reason !== undefined && reason.code !== 'WithinThresholds');
  return explain({ verdicts: silent }).map((sentence) => `The control plane says: ${sentence}`);
}

/** Sentences that differ in numbers alone say the same. */
function isAlike(left: TimelineEntry, right: TimelineEntry): boolean {
  const comparable = ({ desiredCount, runningCount, alarms, sentences }: TimelineEntry) =>
    JSON.stringify([
      ...[desiredCount, runningCount, Object.entries(alarms)],
      ...[...new Set(sentences.map((sentence) => sentence.replaceAll(/\d+(\.\d+)?/g, '#')))],
    ]);
  return comparable(left) === comparable(right);
}

/** The sentences of the later one hold. */
function together(left: TimelineEntry, right: TimelineEntry): TimelineEntry {
  const names = [...new Set([...Object.keys(left.metrics), ...Object.keys(right.metrics)])];
  const metrics = names.map((name) => {
    const values = [...(left.metrics[name] ?? []), ...(right.metrics[name] ?? [])];
    return [name, [Math.min(...values), Math.max(...values)] as const] as const;
  });
  return { ...right, startMs: left.startMs, metrics: Object.fromEntries(metrics) };
}
