import { changesOf, type RecordedChange } from '../../../local/scaling/words/recorded-changes.ts';
import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { ObservedService, ServiceSample } from '../../record/observed-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { DefinedPolicy } from '../defined-scaling.ts';
import { graceMs } from '../lateness.ts';
import { type Evaluation, evaluationsOf } from './evaluations.ts';
import type { Seen } from './judged-situation.ts';
import { type MadeChange, madeChanges } from './observed-changes.ts';
import { alarmsOfPolicy, type WatchedPolicy, watchPolicies } from './watched-policy.ts';

/** A scaled service of a test, with all that its verdicts and findings are made of. */
export interface JudgedService extends Seen {
  readonly record: RunRecord;
  readonly name: string;
  readonly made: readonly MadeChange[];
  readonly evaluations: readonly Evaluation[];
}

/** Rebuilds how a service was scaled; undefined for one that is not. */
export function judgedService(
  record: RunRecord,
  { service, samples, scaling }: ObservedService,
  defined: readonly DefinedPolicy[],
): JudgedService | undefined {
  if (scaling === undefined) return undefined;
  const seen = seenService(scaling, samples, defined);
  const made = madeChanges(seen, record.load, record);
  const settleMs = Math.max(0, ...seen.policies.map((watched) => settlesIn(record, watched)));
  const evaluations = evaluationsOf(seen, made, { ...record, settleMs });
  return { ...seen, record, name: service, made, evaluations };
}

/** What is known of a scaled service, with the rules of its alarms. */
export function seenService(
  scaling: ScalingRecord,
  samples: readonly ServiceSample[],
  defined: readonly DefinedPolicy[],
): Seen {
  return { scaling, samples, changes: distinctChanges(scaling), policies: watchPolicies(scaling, defined) };
}

/** What replaces an activity may be told twice, a little apart: by itself, and as the end of the other one. */
const toldTwiceMs = 60_000;

function distinctChanges(scaling: ScalingRecord): readonly RecordedChange[] {
  const changes = changesOf(scaling);
  const own = changes.filter(({ startMs, activity }) => startMs === activity.startMs);
  return changes.filter(
    (change) =>
      own.includes(change) ||
      !own.some(({ to, startMs }) => to === change.to && Math.abs(startMs - change.startMs) <= toldTwiceMs),
  );
}

/** How long after a change a metric may still show what was before it. */
function settlesIn(record: RunRecord, watched: WatchedPolicy): number {
  return Math.max(
    ...alarmsOfPolicy(watched).map(({ rule, periodMs }) => graceMs(record, rule.periodSeconds) + periodMs),
  );
}
