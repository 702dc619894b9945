import { durationText } from './durations.ts';
import type { Measure, Threshold } from './threshold.ts';

/** The text of a threshold, from which `parseThreshold` makes the same one. */
export function printThreshold({ measure, phase, window, minimumSamples }: Threshold): string {
  const clauses = [
    ...(phase === undefined ? [] : [`${phase.name} scale-out${phase.ifAny ? ', if any' : ''}`]),
    ...(window === undefined ? [] : [windowText(window)]),
    ...(minimumSamples === undefined ? [] : [`at least ${counted(minimumSamples)}`]),
  ];
  return `${measureText(measure)} ${limitText(measure)} ${clauses.join(', ')}`.trimEnd();
}

function measureText(measure: Measure): string {
  const name = measure.kind === 'response-time' ? `p${measure.percentile}` : measure.kind;
  return 'of' in measure && measure.of !== undefined ? `${name}(${measure.of})` : name;
}

function limitText(measure: Measure): string {
  if (measure.kind === 'response-time') return `< ${durationText(measure.belowMs)}`;
  return measure.belowPercent === 0 ? '= 0' : `< ${measure.belowPercent}%`;
}

function counted(samples: number): string {
  return `${samples} sample${samples === 1 ? '' : 's'}`;
}

/** Such as `from 2m to 5m`, or `from 2m` where it lasts until the end. */
export function windowText({ fromMs, toMs }: NonNullable<Threshold['window']>): string {
  return `from ${durationText(fromMs)}${toMs === undefined ? '' : ` to ${durationText(toMs)}`}`;
}
