import { styleText } from 'node:util';
import type { ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import type { TimelineEntry } from '../../local/scaling/words/timeline.ts';

/** A timeline for a person. */
export function timelineText(record: ScalingRecord, entries: readonly TimelineEntry[]): string {
  const { resourceId, minCapacity, maxCapacity, runningCount, desiredCount } = record;
  const head = `${styleText('bold', resourceId)}: ${minCapacity} to ${maxCapacity} tasks, ${runningCount} of ${desiredCount} run`;
  return [head, ...entries.flatMap((entry) => entryLines(entry, record))].join('\n');
}

function entryLines(entry: TimelineEntry, record: ScalingRecord): readonly string[] {
  const { startMs, endMs, runningCount, desiredCount, metrics, alarms, sentences } = entry;
  const tasks =
    runningCount === desiredCount ? `${runningCount} tasks` : `${runningCount} of ${desiredCount} tasks`;
  const values = Object.entries(metrics).map(([name, [low, high]]) => `${name} ${between(low, high)}`);
  const states = Object.entries(alarms).map(([name, state]) => `${shortName(name, record)} ${state}`);
  return [
    `${time(startMs)}-${time(endMs)}  ${[tasks, ...values, ...states].join(', ')}`,
    ...sentences.map((sentence) => `    ${withShortNames(sentence, record)}`),
  ];
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

function between(low: number, high: number): string {
  const [from, to] = [short(low), short(high)];
  return from === to ? from : `${from} to ${to}`;
}

function short(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 2 : 0)));
}

/** The alarm of a target tracking policy has the name of the service and a UUID in its own: its policy says more. */
function shortName(alarmName: string, { policies }: ScalingRecord): string {
  for (const policy of policies) {
    if ('alarm' in policy) continue;
    if (policy.high.alarmName === alarmName) return `${policy.policy.policyName} high`;
    if (policy.low?.alarmName === alarmName) return `${policy.policy.policyName} low`;
  }
  return alarmName;
}

function withShortNames(sentence: string, record: ScalingRecord): string {
  const names = record.policies.flatMap((policy) =>
    'alarm' in policy ? [] : [policy.high.alarmName, policy.low?.alarmName ?? []].flat(),
  );
  return names.reduce((text, name) => text.replaceAll(name, `"${shortName(name, record)}"`), sentence);
}
