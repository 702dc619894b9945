import type { RunRecord } from '../record/run-record.ts';
import { scaleOutsOf } from './scale-outs.ts';
import { mergeSpans, type Span } from './span.ts';
import type { Phase } from './threshold.ts';

/** A part of a run in which it was before, during or after a scale-out. */
export interface PhaseSpan extends Span {
  readonly phase: Phase;
}

/**
 * The phases of a run without gaps, the earliest first; none where nothing scaled out. Scale-outs that overlap are one;
 * the time between two counts as after a scale-out.
 */
export function scaleOutPhases(record: RunRecord): readonly PhaseSpan[] {
  const during = mergeSpans(scaleOutsOf(record));
  const [first] = during;
  if (first === undefined) return [];
  const before: PhaseSpan = { phase: 'before', fromMs: record.startMs, toMs: first.fromMs };
  const rest = during.flatMap((span, index): readonly PhaseSpan[] => [
    { phase: 'during', ...span },
    { phase: 'after', fromMs: span.toMs, toMs: during[index + 1]?.fromMs ?? record.endMs },
  ]);
  return [before, ...rest].filter(({ phase, fromMs, toMs }) => phase === 'during' || fromMs < toMs);
}

/**
 * The one phase that a part of a run counts for: during a scale-out if any of it is, so that what goes wrong then never
 * counts as before or after. Undefined where nothing scaled out.
 */
export function phaseOf(phases: readonly PhaseSpan[], { fromMs, toMs }: Span): Phase | undefined {
  const during = phases.filter(({ phase }) => phase === 'during');
  const [first] = during;
  if (first === undefined) return undefined;
  if (during.some((span) => span.fromMs < toMs && (span.toMs > fromMs || span.fromMs >= fromMs)))
    return 'during';
  return fromMs < first.fromMs ? 'before' : 'after';
}
