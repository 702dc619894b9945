import type { Measure } from './threshold.ts';

/** With fewer, a single sample moves any percentile and any rate by more than 5 %. */
const fewest = 20;

/**
 * How many samples a threshold needs where it does not say so itself. A percentile needs one value above it: a p95 20
 * samples, a p99 100. A rate needs as many as make a single error smaller than the limit, or equal to it: 100 for 1 %.
 */
export function minimumSamplesFor(measure: Measure): number {
  return Math.max(fewest, samplesOf(smallestShare(measure)));
}

/** The part of the samples, in per cent, that decides about the threshold. */
function smallestShare(measure: Measure): number {
  return measure.kind === 'response-time' ? 100 - measure.percentile : measure.belowPercent;
}

function samplesOf(percent: number): number {
  // 100 - 99.9 is not exactly 0.1.
  return percent === 0 ? 0 : Math.ceil(Number((100 / percent).toFixed(6)));
}
