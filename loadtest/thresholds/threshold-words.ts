import type { Measurement } from './measurement.ts';
import { windowText } from './print-threshold.ts';
import type { Measure, PhaseSelection, Threshold } from './threshold.ts';

/** Such as `p95 of browse: home during the scale-out`. */
export function thresholdTitle({ measure, phase, window }: Threshold): string {
  return [
    nameOf(measure),
    ...(phase === undefined ? [] : [`${phase.name} the scale-out`]),
    ...(window === undefined ? [] : [windowText(window)]),
  ].join(' ');
}

/** What was measured, and the limit. */
export function limitSentence({ measure }: Threshold, found: Measurement): string {
  return `${measuredText(measure, found)}; the limit is ${limitText(measure)}.`;
}

/** Why a threshold cannot be judged; what was measured nevertheless, so that a broken store is seen to be broken. */
export function tooFewSentence({ measure }: Threshold, found: Measurement, minimum: number): string {
  const unit = samplesText(measure);
  if (found.value === undefined) return `There were no ${unit}, and at least ${minimum} are needed.`;
  const only = `There were only ${found.samples} ${unit}, and at least ${minimum} are needed`;
  return `${only}; ${measuredText(measure, found)}.`;
}

export function unknownStepSentence(name: string, steps: readonly string[]): string {
  const known = steps.length === 0 ? 'The run has no steps' : `Its steps are ${steps.join(', ')}`;
  return `The run has no step and no journey '${name}'. ${known}.`;
}

export function noScaleOutSentence({ ifAny }: PhaseSelection): string {
  const nothing = 'Nothing scaled out';
  return ifAny ? `${nothing}, so there was nothing to judge.` : `${nothing}, so there are no samples.`;
}

function nameOf(measure: Measure): string {
  switch (measure.kind) {
    case 'errors':
      return measure.of === undefined ? 'errors' : `errors of ${measure.of}`;
    case 'dropped':
      return 'dropped iterations';
    case 'response-time':
      return `p${measure.percentile}${measure.of === undefined ? '' : ` of ${measure.of}`}`;
  }
}

function samplesText({ kind }: Measure): string {
  return kind === 'dropped' ? 'planned iterations' : 'requests';
}

function measuredText(measure: Measure, { samples, value = 0, counts }: Measurement): string {
  if (measure.kind === 'response-time') {
    return `p${measure.percentile} was ${rounded(value, 1)} ms of ${samples} requests`;
  }
  const kinds = Object.entries(counts).toSorted(([, left], [, right]) => right - left);
  const shown = kinds.slice(0, 3).map(([kind, count]) => `${count} × ${kind}`);
  const why = kinds.length > 3 ? [...shown, 'others'] : shown;
  const verb = measure.kind === 'dropped' ? 'were dropped' : 'were errors';
  const reasons = measure.kind === 'dropped' || why.length === 0 ? '' : ` (${why.join(', ')})`;
  return `${rounded(value, 3)} % of ${samples} ${samplesText(measure)} ${verb}${reasons}`;
}

function limitText(measure: Measure): string {
  if (measure.kind === 'response-time') return `below ${measure.belowMs} ms`;
  return measure.belowPercent === 0 ? 'none' : `below ${measure.belowPercent} %`;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
