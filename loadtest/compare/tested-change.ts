import { median } from 'simple-statistics';
import type { LoadRecord } from '../record/load-record.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { leastNights, probabilityAmongNights } from './among-nights.ts';
import type { Change } from './comparison.ts';
import type { FilledOptions } from './comparison-options.ts';
import { likelihoodOf, type Series } from './likelihood.ts';
import type { TestedMeasure } from './measures.ts';
import { type Observation, observe, stepsOf, together, windowsOf } from './observation.ts';
import { allParts, steadyParts } from './steady-parts.ts';
import { windowLengthMs } from './window-length.ts';

/** The sides of a comparison: `earlier` is one run, or the last nights. */
export interface Sides {
  readonly plan: LoadPlan;
  readonly earlier: readonly LoadRecord[];
  readonly later: LoadRecord;
  readonly areNights: boolean;
}

/** A change before the other tests are taken into account. */
export type TestedChange = Omit<Change, 'outcome' | 'sentence' | 'adjustedProbability'> & {
  readonly step: string;
  readonly tested: TestedMeasure;
};

/** How one measure of a step changed; undefined where a side has no requests of it. */
export function testChange(
  sides: Sides,
  step: string,
  tested: TestedMeasure,
  options: FilledOptions,
): TestedChange | undefined {
  const parts = tested.parts === 'steady' ? steadyParts(sides.plan) : allParts(sides.plan);
  const lengthMs = windowLengthMs([...sides.earlier, sides.later], step, parts);
  const whole = wholeOf(sides, step, tested);
  if (lengthMs === undefined || whole === undefined) return undefined;
  const series = (record: LoadRecord) => seriesOf(observe(record, step, parts, lengthMs), tested);
  const [earlier, later] = [sides.earlier.map(series), series(sides.later)];
  const byWindows = likelihoodOf(earlier, [later], tested.statistic, options);
  return {
    ...{ step, tested, measure: tested.measure, ...sizeOf(whole) },
    windows: Math.min(earlier.flat().length, later.length),
    windowSeconds: lengthMs / 1000,
    independentWindows: byWindows.independentWindows,
    probability: Math.max(byWindows.probability, byNights(sides, whole, step, tested)),
  };
}

/** The measure of each whole run. */
interface Whole {
  readonly earlier: readonly number[];
  readonly later: number;
}

function wholeOf({ plan, earlier, later }: Sides, step: string, tested: TestedMeasure): Whole | undefined {
  const values = earlier.flatMap((record) => overall(record, plan, step, tested) ?? []);
  const now = overall(later, plan, step, tested);
  return values.length === 0 || now === undefined ? undefined : { earlier: values, later: now };
}

function sizeOf({ earlier, later }: Whole): Pick<Change, 'earlier' | 'later' | 'difference' | 'ratio'> {
  const before = median([...earlier]);
  const ratio = before === 0 ? {} : { ratio: later / before };
  return { earlier: before, later, difference: later - before, ...ratio };
}

function overall(
  record: LoadRecord,
  plan: LoadPlan,
  step: string,
  tested: TestedMeasure,
): number | undefined {
  return tested.read(requestsOf(record, plan, step, tested.parts));
}

/** What all requests of a step come to, in the steady parts of the plan or in all of it. */
export function requestsOf(
  record: LoadRecord,
  plan: LoadPlan,
  step: string,
  parts: TestedMeasure['parts'],
): Omit<Observation, 'part'> {
  const spans = parts === 'steady' ? steadyParts(plan) : undefined;
  const windows = spans === undefined ? record.windows : spans.flatMap((span) => windowsOf(record, span));
  return together(windows.flatMap((window) => stepsOf(window, step)));
}

function seriesOf(observations: readonly Observation[], { read, scaled }: TestedMeasure): Series {
  return observations.flatMap((observation) => {
    const value = read(observation);
    return value === undefined ? [] : [{ part: observation.part, value: scaled(value) }];
  });
}

/** Nights differ more than windows of one night do: a difference has to be unlikely among both. */
function byNights(
  { plan, later, areNights }: Sides,
  whole: Whole,
  step: string,
  tested: TestedMeasure,
): number {
  if (!areNights || whole.earlier.length < leastNights) return 0;
  const onScale = tested.isTime ? tested.scaled : (share: number) => Math.asin(Math.sqrt(share));
  const { requests } = requestsOf(later, plan, step, tested.parts);
  // The variance of a share after this transformation, whatever the share is.
  const leastVariance = tested.isTime ? 0 : 1 / (4 * Math.max(1, requests));
  return probabilityAmongNights(onScale(whole.later), whole.earlier.map(onScale), leastVariance);
}
