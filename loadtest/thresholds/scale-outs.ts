import type { ObservedService } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { seenService } from '../verdict/policies/judged-service.ts';
import { madeChanges } from '../verdict/policies/observed-changes.ts';
import type { Span } from './span.ts';

/**
 * The scale-outs of all services in a run: each from the first breaching period before it, or from its activity where no
 * alarm asked for it, until as many tasks ran as it asked for, or until another change replaced it. They may overlap.
 */
export function scaleOutsOf(record: RunRecord): readonly Span[] {
  const { observed, startMs, endMs } = record;
  return observed.services
    .flatMap((service) => scaleOutsOfService(service, record))
    .filter((span) => span.toMs >= startMs && span.fromMs <= endMs)
    .map((span) => ({ fromMs: Math.max(span.fromMs, startMs), toMs: Math.min(span.toMs, endMs) }));
}

/** Those that began before the run, too: they may last into it. */
function scaleOutsOfService(
  { scaling, samples }: ObservedService,
  { load, endMs }: RunRecord,
): readonly Span[] {
  if (scaling === undefined) return [];
  const made = madeChanges(seenService(scaling, samples, []), load, { startMs: -Infinity, endMs });
  return made
    .filter(({ direction }) => direction === 'out')
    .map(({ breach, activityAtMs, fulfilledAtMs, replacedAtMs = endMs }) => ({
      fromMs: breach?.atMs ?? activityAtMs,
      toMs: fulfilledAtMs ?? replacedAtMs,
    }));
}
