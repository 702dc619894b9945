import { styleText } from 'node:util';
import { clockTime } from '../../local/scaling/words/clock-time.ts';
import {
  alarmsOf,
  type RecordedPolicy,
  type ScalingRecord,
} from '../../local/scaling/words/scaling-record.ts';
import { shortNames, withShortNames } from '../../local/scaling/words/short-names.ts';
import type { Statement } from '../../local/scaling/words/statement.ts';
import type { TimelineEntry } from '../../local/scaling/words/timeline.ts';

/** A timeline for a person. */
export function timelineText(record: ScalingRecord, entries: readonly TimelineEntry[]): string {
  const short = shortNamesOf(record);
  return [
    ...headLines(record, entries),
    ...(short.size === 0 ? [] : ['Below, only the ends of long names are shown.']),
    ...entries.flatMap((entry, index) => [
      ...dayLines(entry, entries[index - 1]),
      ...entryLines(entry, record, index === 0).map((line) => withShortNames(line, short)),
    ]),
  ].join('\n');
}

/** The alarms of target tracking begin with the name of the service. */
function shortNamesOf(record: ScalingRecord): ReadonlyMap<string, string> {
  const { resourceId, policies, idlePolicies = [] } = record;
  const names = [...policies.map(({ policy }) => policy), ...idlePolicies].map(
    ({ policyName }) => policyName,
  );
  const ofService = `TargetTracking-${resourceId}-`;
  const alarms = alarmsOf(record)
    .filter(({ alarmName }) => alarmName.startsWith(ofService))
    .map(({ alarmName }) => [alarmName, alarmName.slice(ofService.length)] as const);
  return new Map([...shortNames(names), ...alarms]);
}

function headLines(record: ScalingRecord, entries: readonly TimelineEntry[]): readonly string[] {
  const { resourceId, minCapacity, maxCapacity, policies, timeScale } = record;
  const isDerived = entries.some(({ statements }) => statements.some(({ atMs }) => atMs === undefined));
  return [
    `${styleText('bold', resourceId)}: ${minCapacity} to ${maxCapacity} tasks, now ${tasks(record)}`,
    ...(policies.length === 0 ? ['No policy with an alarm scales it.'] : policies.flatMap(policyLines)),
    ...(record.idlePolicies ?? []).map(
      ({ policyName }) => `Policy ${policyName}: no alarm has it as its action`,
    ),
    ...(timeScale === 1 ? [] : [scaleLine(timeScale)]),
    ...(isDerived ? ['Sentences without a time are derived from metrics and alarms by AWS’s rules.'] : []),
  ];
}

/** The alarms of target tracking have a UUID in their names, and not their policy. */
function policyLines(recorded: RecordedPolicy): readonly string[] {
  const { policyName } = recorded.policy;
  if ('alarm' in recorded) {
    const { metricName, threshold, alarmName } = recorded.alarm;
    return [
      `Policy ${policyName}: steps on ${metricName}, threshold ${short(threshold)}`,
      `    ${alarmName}`,
    ];
  }
  const { high, low } = recorded;
  return [
    `Policy ${policyName}: keeps ${high.metricName} at ${short(recorded.policy.targetValue)}`,
    `    ${high.alarmName}`,
    ...(low === undefined ? [] : [`    ${low.alarmName}`]),
  ];
}

function scaleLine(timeScale: number): string {
  return `Time scale ${timeScale}: a minute of metrics, alarms and cooldowns takes ${short(60 / timeScale)} s; sums are scaled up to a whole minute. All times are real.`;
}

function dayLines({ startMs }: TimelineEntry, before: TimelineEntry | undefined): readonly string[] {
  const day = dayOf(startMs);
  return before !== undefined && dayOf(before.startMs) === day ? [] : ['', `${day}, times in UTC`];
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Which alarms are not OK is said of the first entry; later ones tell the transitions. */
function entryLines(entry: TimelineEntry, { timeScale }: ScalingRecord, isFirst: boolean): readonly string[] {
  const { startMs, endMs, metrics, alarms, statements } = entry;
  const values = Object.entries(metrics).map(([name, [low, high]]) => `${name} ${between(low, high)}`);
  const time = (ms: number) => (timeScale === 1 ? clockTime(ms).slice(0, 5) : clockTime(ms));
  return [
    `${time(startMs)}-${time(endMs)}  ${[tasks(entry), ...values].join(', ')}`,
    ...(isFirst ? Object.entries(alarms) : []).map(([name, state]) => `    ${name} is ${state}.`),
    ...statements.map((statement) => `    ${statementText(statement, entry)}`),
  ];
}

function tasks({ desiredCount, runningCount }: Pick<TimelineEntry, 'desiredCount' | 'runningCount'>): string {
  if (desiredCount === undefined) {
    return runningCount === undefined
      ? 'tasks not known'
      : `${runningCount} running, desired count not known`;
  }
  if (runningCount === undefined) return `${desiredCount} desired`;
  return runningCount === desiredCount
    ? `${runningCount} ${runningCount === 1 ? 'task' : 'tasks'}`
    : `${runningCount} running, ${desiredCount} desired`;
}

/** What was decided before an entry holds in it. */
function statementText({ atMs, text }: Statement, { startMs }: TimelineEntry): string {
  if (atMs === undefined) return text;
  return `${atMs < startMs ? 'since ' : ''}${clockTime(atMs)} ${text}`;
}

function between(low: number, high: number): string {
  const [from, to] = [short(low), short(high)];
  return from === to ? from : `${from} to ${to}`;
}

function short(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 2 : 0)));
}
