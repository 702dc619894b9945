import { lastBefore, startOf, timeOf } from '../../../local/scaling/words/in-order.ts';
import type { RecordedChange } from '../../../local/scaling/words/recorded-changes.ts';
import type { LoadRecord } from '../../record/load-record.ts';
import type { ServiceSample } from '../../record/observed-record.ts';
import { recoveredAt } from '../recovered-at.ts';
import type { ObservedChange } from '../verdict.ts';
import { alarmedAt, breachBefore } from './breach-before.ts';
import type { Seen } from './judged-situation.ts';
import { alarmFor } from './watched-policy.ts';

/** A change of the number of tasks with who made it. */
export interface MadeChange extends ObservedChange {
  /** Undefined where bounds made it, or somebody by hand. */
  readonly policyName: string | undefined;
  /** Whether response times never were as before the breach, until the next change or the end of the load. */
  readonly isNeverRecovered?: true;
  /** When the next change began. */
  readonly replacedAtMs?: number;
}

/** The changes of a service while it was under test, the oldest first. */
export function madeChanges(
  seen: Seen,
  load: LoadRecord,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): readonly MadeChange[] {
  return seen.changes.flatMap((change, index) => {
    if (change.startMs < startMs || change.startMs > endMs) return [];
    const from = countBefore(seen, change, index);
    return from === change.to ? [] : [madeChange(seen, load, change, from, seen.changes[index + 1])];
  });
}

/** As many as the last sample tells, or else the change before; without either, as many as ran or have to. */
function countBefore(
  { samples, scaling, changes }: Seen,
  { startMs }: RecordedChange,
  index: number,
): number {
  const sample = samples[lastBefore(samples, timeOf, startMs)];
  const before = changes[index - 1];
  if (before !== undefined && (sample === undefined || sample.atMs < before.startMs)) return before.to;
  const running = scaling.tasks[lastBefore(scaling.tasks, startOf, startMs)];
  return sample?.desiredCount ?? Math.round(running?.value ?? scaling.minCapacity);
}

function madeChange(
  seen: Seen,
  load: LoadRecord,
  { startMs, to, policyName, activity }: RecordedChange,
  from: number,
  next: RecordedChange | undefined,
): MadeChange {
  const direction = to < from ? 'in' : 'out';
  const asked = { direction, from, to, policyName, activityAtMs: startMs } as const;
  const untilMs = next?.startMs ?? Infinity;
  const fulfilledAtMs = fulfilledAt(samplesBetween(seen.samples, startMs, untilMs), asked, activity);
  const watched = seen.policies.find(({ policy }) => policy.policyName === policyName);
  const alarm = watched === undefined ? undefined : alarmFor(watched, direction);
  const breach = alarm === undefined ? undefined : breachBefore(alarm, startMs);
  const alarmAtMs = alarm === undefined ? undefined : alarmedAt(alarm, startMs);
  const recovered =
    direction === 'in' || breach === undefined
      ? undefined
      : recoveredAt(load, { breachMs: breach.atMs, fromMs: fulfilledAtMs ?? startMs, untilMs });
  return {
    ...asked,
    ...(breach === undefined ? {} : { breach }),
    ...(alarmAtMs === undefined ? {} : { alarmAtMs }),
    ...(fulfilledAtMs === undefined ? {} : { fulfilledAtMs }),
    ...(recovered === 'never' ? { isNeverRecovered: true } : {}),
    ...(typeof recovered === 'number' ? { recoveredAtMs: recovered } : {}),
    ...(next === undefined ? {} : { replacedAtMs: next.startMs }),
  };
}

function samplesBetween(
  samples: readonly ServiceSample[],
  fromMs: number,
  toMs: number,
): readonly ServiceSample[] {
  return samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}

/**
 * The first sample in which as many tasks run as a change asked for, and are healthy where there are target groups. The
 * activity itself, which knows running tasks alone, is asked only where it ended before the first sample: the endpoint was
 * gone then.
 */
function fulfilledAt(
  samples: readonly ServiceSample[],
  { direction, to }: Pick<ObservedChange, 'direction' | 'to'>,
  { status, endMs }: RecordedChange['activity'],
): number | undefined {
  const seen = samples.find(({ runningCount, healthyTargets = runningCount }) =>
    direction === 'out' ? Math.min(runningCount, healthyTargets) >= to : runningCount <= to,
  );
  if (seen !== undefined) return seen.atMs;
  const isSeen = samples[0] !== undefined && samples[0].atMs <= (endMs ?? Infinity);
  return isSeen || status !== 'Successful' ? undefined : endMs;
}
