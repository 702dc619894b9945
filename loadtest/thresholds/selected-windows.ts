import type { LoadRecord, LoadWindow } from '../record/load-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { type PhaseSpan, phaseOf } from './scale-out-phases.ts';
import type { Span } from './span.ts';
import type { Threshold, WindowSelection } from './threshold.ts';

type Selection = Pick<Threshold, 'phase' | 'window'>;

/** The windows of the load that a threshold is for; `phases` are those of the run. */
export function selectedWindows(
  { load, timeScale }: Pick<RunRecord, 'load' | 'timeScale'>,
  phases: readonly PhaseSpan[],
  { phase, window }: Selection,
): readonly LoadWindow[] {
  return load.windows.filter((_, index) => {
    const span = spanOf(load, index);
    const isInPhase = phase === undefined || phaseOf(phases, span) === phase.name;
    return isInPhase && (window === undefined || isIn(window, span.fromMs - load.startMs, timeScale));
  });
}

function spanOf({ startMs, windowMs }: LoadRecord, index: number): Span {
  const fromMs = startMs + index * windowMs;
  return { fromMs, toMs: fromMs + windowMs };
}

/** A window of the load counts where it begins. */
function isIn({ fromMs, toMs = Number.POSITIVE_INFINITY }: WindowSelection, atMs: number, scale: number) {
  const unscaledMs = atMs * scale;
  return unscaledMs >= fromMs && unscaledMs < toMs;
}
