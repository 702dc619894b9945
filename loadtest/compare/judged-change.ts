import { leastNights } from './among-nights.ts';
import type { Change } from './comparison.ts';
import type { FilledOptions } from './comparison-options.ts';
import { inChances, inMeasure, rounded } from './figures.ts';
import { allSteps } from './observation.ts';
import type { TestedChange } from './tested-change.ts';

/** Below these, a test either cannot find anything or finds too much. */
const leastWindows = 12;
const leastIndependentWindows = 8;

/** With what a change was compared. */
export interface ComparedWith {
  readonly runs: number;
  readonly areNights: boolean;
}

/** What a change comes to, once all tests are taken into account. */
export function judgeChange(
  { step, tested, ...change }: TestedChange,
  adjustedProbability: number,
  options: FilledOptions,
  against: ComparedWith,
): Change {
  const judged = { ...change, adjustedProbability };
  const lacking = whatLacks(judged, against);
  const outcome = lacking === undefined ? outcomeOf(judged, tested.isTime, options) : 'not-enough-data';
  const because = lacking ?? reasonOf(judged, outcome, options, against);
  return { ...judged, outcome, sentence: `${subjectOf(judged, step)} ${sizeInWords(judged)}: ${because}.` };
}

function subjectOf({ measure }: Pick<Change, 'measure'>, step: string): string {
  if (measure === 'dropped journeys') return 'The share of dropped journeys';
  return step === allSteps ? `The ${measure} of all requests` : `The ${measure} of ${step}`;
}

function outcomeOf(
  { difference, earlier, later, adjustedProbability }: Omit<Change, 'outcome' | 'sentence'>,
  isTime: boolean,
  { significance, leastMs, leastShare, leastRate }: FilledOptions,
): Change['outcome'] {
  if (adjustedProbability >= significance) return 'no-difference';
  const least = isTime ? Math.max(leastMs, leastShare * Math.min(earlier, later)) : leastRate;
  if (Math.abs(difference) <= least) return 'too-small';
  return difference > 0 ? 'worse' : 'better';
}

function whatLacks(
  { windows, independentWindows }: Pick<Change, 'windows' | 'independentWindows'>,
  { runs, areNights }: ComparedWith,
): string | undefined {
  if (areNights && runs < leastNights) {
    return `not judged, as there are fewer than ${leastNights} earlier nights to compare with`;
  }
  if (windows < leastWindows) {
    return `not judged, as there are ${windows} windows with enough requests, and ${leastWindows} are needed`;
  }
  if (independentWindows >= leastIndependentWindows) return undefined;
  return `not judged, as its ${windows} windows resemble their neighbours so much that they are worth ${Math.floor(independentWindows)}, and ${leastIndependentWindows} are needed`;
}

function sizeInWords({ measure, earlier, later, difference, ratio }: Omit<Change, 'outcome' | 'sentence'>) {
  if (difference === 0) return `is ${inMeasure(measure, earlier)} both times`;
  const times = ratio === undefined ? '' : `, ${rounded(ratio, 2)} times as much`;
  const sign = difference > 0 ? '+' : '−';
  return `went from ${inMeasure(measure, earlier)} to ${inMeasure(measure, later)} (${sign}${inMeasure(measure, Math.abs(difference))}${times})`;
}

function reasonOf(
  { adjustedProbability }: Pick<Change, 'adjustedProbability'>,
  outcome: Change['outcome'],
  { leastMs, leastShare, leastRate }: FilledOptions,
  { areNights }: ComparedWith,
): string {
  if (adjustedProbability >= 1) return 'no more than what comes up by chance';
  const chance = `a difference this large would come up by chance in ${inChances(adjustedProbability)} such ${areNights ? 'nights' : 'pairs of runs'}`;
  if (outcome !== 'too-small') return chance;
  return `${chance}, but it is too small to matter (limits: ${rounded(100 * leastShare, 1)} % and ${leastMs} ms, or ${rounded(100 * leastRate, 2)} % of requests)`;
}
