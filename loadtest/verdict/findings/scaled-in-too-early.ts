import { breaches } from '../../../local/scaling/alarms/alarm.ts';
import { tasks } from '../../../local/scaling/words/numbers.ts';
import { rateBetween } from '../load-windows.ts';
import type { JudgedService } from '../policies/judged-service.ts';
import type { MadeChange } from '../policies/observed-changes.ts';
import { alarmFor, type WatchedPolicy } from '../policies/watched-policy.ts';
import type { ScalingFinding } from '../verdict.ts';
import { metricAt } from '../words/metric-words.ts';
import { runTime } from '../words/run-time.ts';
import { rateBefore, sameShare, undoneSoon } from './same-load.ts';

/** In, and then out again or with a metric beyond its target, although the load had not become more. */
export function scaledInTooEarly(service: JudgedService): readonly ScalingFinding[] {
  for (const change of service.made.filter(({ direction }) => direction === 'in')) {
    const what = consequenceOf(service, change);
    if (what === undefined) continue;
    const { name, record } = service;
    const went = `${name} scaled in too early: it went from ${change.from} to ${tasks(change.to)} at ${runTime(change.activityAtMs, record.startMs)}`;
    return [
      { service: name, kind: 'scaled-in-too-early', sentence: `${went}, and ${what} under the same load.` },
    ];
  }
  return [];
}

function consequenceOf(service: JudgedService, change: MadeChange): string | undefined {
  const { startMs } = service.record;
  const undone = undoneSoon(service, 'in').find(({ first }) => first === change);
  if (undone !== undefined && isNotMore(service, change, undone.second.activityAtMs)) {
    return `back to ${tasks(undone.second.to)} at ${runTime(undone.second.activityAtMs, startMs)}`;
  }
  return service.policies
    .map((watched) => breachAfter(service, watched, change))
    .find((breach) => breach !== undefined);
}

/** A metric that breaches within so many periods of a scale-in does so for want of the tasks. */
const periodsAfter = 5;

function breachAfter(service: JudgedService, watched: WatchedPolicy, change: MadeChange): string | undefined {
  const alarm = alarmFor(watched, 'out');
  const { activityAtMs, fulfilledAtMs = activityAtMs, replacedAtMs = Infinity } = change;
  if (alarm === undefined || !isForMore(watched)) return undefined;
  const { rule, periodMs } = alarm;
  const untilMs = Math.min(fulfilledAtMs + periodsAfter * periodMs, replacedAtMs);
  const breach = alarm.alarm.values.find(
    ({ startMs, value }) => startMs >= fulfilledAtMs && startMs < untilMs && breaches(rule, value),
  );
  if (breach === undefined || !isNotMore(service, change, breach.startMs + periodMs)) return undefined;
  return metricAt(watched, 'out', { atMs: breach.startMs, value: breach.value }, service.record);
}

/** A step policy that only removes tasks has its threshold for the other direction. */
function isForMore({ policy }: WatchedPolicy): boolean {
  return policy.kind === 'target-tracking' || policy.steps.some((step) => step.scalingAdjustment > 0);
}

/** Whether the load at a later time, of which some has to be there, was not more than before the scale-in. */
function isNotMore(service: JudgedService, { activityAtMs }: MadeChange, laterMs: number): boolean {
  const before = rateBefore(service, activityAtMs);
  const after = rateBetween(service.record.load, activityAtMs, laterMs);
  return before > 0 && after <= before * (1 + sameShare);
}
