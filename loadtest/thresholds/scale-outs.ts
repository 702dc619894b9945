import { changesOf, type RecordedChange } from '../../local/scaling/words/recorded-changes.ts';
import type { ObservedService, ServiceSample } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { breachBefore } from './breach-before.ts';
import type { Span } from './span.ts';

/**
 * The scale-outs of all services in a run: each from the first breaching period before it, or from its activity where no
 * alarm asked for it, until as many tasks ran as it asked for. They may overlap.
 */
export function scaleOutsOf({ observed, startMs, endMs }: RunRecord): readonly Span[] {
  return observed.services
    .flatMap((service) => scaleOutsOfService(service, endMs))
    .filter((span) => span.toMs >= startMs && span.fromMs <= endMs)
    .map((span) => ({ fromMs: Math.max(span.fromMs, startMs), toMs: Math.min(span.toMs, endMs) }));
}

function scaleOutsOfService({ scaling, samples }: ObservedService, endMs: number): readonly Span[] {
  if (scaling === undefined) return [];
  const changes = changesOf(scaling);
  return changes
    .filter((change) => change.startMs === change.activity.startMs)
    .filter((change) => change.to > (desiredBefore(change, changes, samples) ?? change.to))
    .map((change) => ({
      fromMs: breachBefore(change, scaling) ?? change.startMs,
      toMs: Math.max(fulfilledAt(change, samples) ?? endMs, change.startMs),
    }));
}

/** The newest that is known: what the change before set, or what was last seen. */
function desiredBefore(
  { startMs }: RecordedChange,
  changes: readonly RecordedChange[],
  samples: readonly ServiceSample[],
): number | undefined {
  const change = changes.findLast((other) => other.startMs < startMs);
  const sample = samples.findLast(({ atMs }) => atMs < startMs);
  if (change === undefined || (sample !== undefined && sample.atMs > change.startMs)) {
    return sample?.desiredCount ?? samples[0]?.runningCount;
  }
  return change.to;
}

/** When its activity ended; while it is in progress, when enough tasks were first seen. */
function fulfilledAt(
  { activity, startMs, to }: RecordedChange,
  samples: readonly ServiceSample[],
): number | undefined {
  return (
    activity.endMs ?? samples.find(({ atMs, runningCount }) => atMs >= startMs && runningCount >= to)?.atMs
  );
}
