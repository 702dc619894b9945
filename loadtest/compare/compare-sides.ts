import { median } from 'simple-statistics';
import type { LoadRecord } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import type { RunRecord } from '../record/run-record.ts';
import { inCoarseWindows } from './coarse-windows.ts';
import { compareScaling } from './compare-scaling.ts';
import type { Change, RunComparison, RunFigures, StepFigures } from './comparison.ts';
import { type ComparisonOptions, comparisonDefaults, type FilledOptions } from './comparison-options.ts';
import { adjustedForAll } from './holm.ts';
import { judgeChange } from './judged-change.ts';
import { asJourneys, droppedMeasure, stepMeasures } from './measures.ts';
import { allSteps } from './observation.ts';
import { requestsOf, type Sides, type TestedChange, testChange } from './tested-change.ts';

/** Runs that can be compared: the earlier ones, the oldest first, and the later one. */
export interface ComparedRuns {
  readonly earlier: readonly RunRecord[];
  readonly later: RunRecord;
  readonly areNights: boolean;
}

/** Tests all measures of all steps, and says what they come to together. */
export function compareSides(
  runs: ComparedRuns,
  notes: readonly string[],
  given: ComparisonOptions,
): RunComparison {
  const options = { ...comparisonDefaults, ...given };
  const sides = sidesOf(runs);
  const steps = [allSteps, ...stepsOf([...sides.earlier, sides.later])];
  const changes = judged(testAll(sides, steps, options), options, runs);
  const newest = runs.earlier.at(-1);
  return {
    outcome: outcomeOf(changes.map(({ change }) => change)),
    scenario: runs.later.plan.scenario,
    environment: runs.later.environment,
    earlier: runs.earlier.map(figuresOf),
    later: figuresOf(runs.later),
    steps: steps.map((step) => ({
      ...{ step, earlier: figuresOfStep(sides, sides.earlier, step) },
      later: figuresOfStep(sides, [sides.later], step),
      changes: changes.filter((each) => each.step === step).map(({ change }) => change),
    })),
    ...droppedOf(changes),
    scaling: newest === undefined ? [] : compareScaling(newest, runs.later),
    notes: [...notes, ...notesOn(runs, sides)],
    significance: options.significance,
  };
}

function sidesOf({ earlier, later, areNights }: ComparedRuns): Sides {
  return {
    plan: later.plan,
    earlier: earlier.map(({ load }) => inCoarseWindows(load)),
    later: inCoarseWindows(later.load),
    areNights,
  };
}

/** The steps of any of these records, in the order of their names. */
function stepsOf(records: readonly LoadRecord[]): readonly string[] {
  const names = records.flatMap(({ windows }) => windows.flatMap(({ steps }) => Object.keys(steps)));
  return [...new Set(names)].toSorted();
}

function testAll(sides: Sides, steps: readonly string[], options: FilledOptions): readonly TestedChange[] {
  const journeys = { ...sides, earlier: sides.earlier.map(asJourneys), later: asJourneys(sides.later) };
  return [
    testChange(journeys, allSteps, droppedMeasure, options),
    ...steps.flatMap((step) => stepMeasures.map((measure) => testChange(sides, step, measure, options))),
  ].filter((change) => change !== undefined);
}

interface ChangeOfStep {
  readonly step: string;
  readonly change: Change;
}

function judged(
  tested: readonly TestedChange[],
  options: FilledOptions,
  { earlier, areNights }: ComparedRuns,
): readonly ChangeOfStep[] {
  const adjusted = adjustedForAll(tested.map(({ probability }) => probability));
  return tested.map((change, index) => ({
    step: change.tested === droppedMeasure ? 'journeys' : change.step,
    change: judgeChange(change, adjusted[index] ?? 1, options, { runs: earlier.length, areNights }),
  }));
}

function outcomeOf(changes: readonly Change[]): RunComparison['outcome'] {
  const outcomes = changes.map(({ outcome }) => outcome);
  if (outcomes.includes('worse')) return 'worse';
  if (outcomes.includes('better')) return 'better';
  return outcomes.every((outcome) => outcome === 'not-enough-data') ? 'not-enough-data' : 'no-difference';
}

function droppedOf(changes: readonly ChangeOfStep[]): Pick<RunComparison, 'dropped'> {
  const dropped = changes.find(({ change }) => change.measure === droppedMeasure.measure)?.change;
  return dropped === undefined ? {} : { dropped };
}

function figuresOf({ startMs, plan, load }: RunRecord): RunFigures {
  const { requests, errors } = requestsOf(load, plan, allSteps, 'all');
  const iterations = load.windows.reduce((sum, window) => sum + window.iterations, 0);
  const droppedIterations = load.windows.reduce((sum, window) => sum + window.droppedIterations, 0);
  return { startMs, requests, errors, iterations, droppedIterations };
}

function figuresOfStep({ plan }: Sides, records: readonly LoadRecord[], step: string): StepFigures {
  const all = records.map((record) => requestsOf(record, plan, step, 'all'));
  const times = records.map((record) => mergeResponseTimes(requestsOf(record, plan, step, 'steady').times));
  const percentile = (percent: number) => middle(times.flatMap((each) => each.percentile(percent) ?? []));
  const [p50Ms, p95Ms, p99Ms] = [percentile(50), percentile(95), percentile(99)];
  return {
    requests: middle(all.map(({ requests }) => requests)) ?? 0,
    errorRate: middle(all.flatMap(({ requests, errors }) => (requests === 0 ? [] : errors / requests))) ?? 0,
    ...(p50Ms === undefined ? {} : { p50Ms }),
    ...(p95Ms === undefined ? {} : { p95Ms }),
    ...(p99Ms === undefined ? {} : { p99Ms }),
  };
}

function middle(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median([...values]);
}

/** What keeps the comparison from being one of like with like. */
function notesOn({ earlier, later }: ComparedRuns, sides: Sides): readonly string[] {
  const before = stepsOf(sides.earlier);
  const now = stepsOf([sides.later]);
  const versions = new Set([...earlier, later].map(({ k6 }) => k6.version));
  return [
    ...before
      .filter((step) => !now.includes(step))
      .map(
        (step) =>
          `Only ${earlier.length === 1 ? 'the earlier run has' : 'earlier runs have'} the step ${step}.`,
      ),
    ...now.filter((step) => !before.includes(step)).map((step) => `Only the later run has the step ${step}.`),
    ...(versions.size > 1
      ? [`The runs were made with different versions of k6: ${[...versions].join(', ')}.`]
      : []),
  ];
}
