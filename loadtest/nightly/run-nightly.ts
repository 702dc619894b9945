import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { compareToLast } from '../compare/compare-runs.ts';
import type { RunComparison } from '../compare/comparison.ts';
import type { ComparisonOptions } from '../compare/comparison-options.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';

/** What a run of one scenario gives. */
export interface ScenarioRun {
  readonly record: RunRecord;
  readonly verdict: RunVerdict;
}

/** What a nightly run is given. */
export interface NightlyParts {
  /** The first one decides whether the others are run: what fails it would fail them, too. */
  readonly scenarios: readonly string[];
  readonly runScenario: (scenario: string, signal: AbortSignal) => Promise<ScenarioRun>;
  /** The records of earlier nights, in any order. */
  readonly earlierNights: (scenario: string) => Promise<readonly RunRecord[]>;
  readonly keep: (record: RunRecord) => Promise<void>;
  readonly comparison: ComparisonOptions;
  readonly signal: AbortSignal;
}

/** `comparison` is absent for the first night. */
export type NightlyScenario =
  | {
      readonly scenario: string;
      readonly outcome: 'passed' | 'failed';
      readonly verdict: RunVerdict;
      readonly comparison?: RunComparison;
      /** Why it failed, in sentences: a regression with its size and its likelihood. */
      readonly reasons: readonly string[];
    }
  | { readonly scenario: string; readonly outcome: 'not-run'; readonly reasons: readonly string[] };

export interface NightlyResult {
  readonly outcome: 'passed' | 'failed';
  readonly scenarios: readonly NightlyScenario[];
}

/** Runs the scenarios one after another, keeps their records and compares each with the last nights. */
export async function runNightly(parts: NightlyParts): Promise<NightlyResult> {
  const done: NightlyScenario[] = [];
  for (const scenario of parts.scenarios) {
    done.push(
      done[0] !== undefined && done[0].outcome !== 'passed'
        ? notRun(scenario, done[0])
        : await runOne(scenario, parts),
    );
  }
  return {
    outcome: done.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'failed',
    scenarios: done,
  };
}

function notRun(scenario: string, first: NightlyScenario): NightlyScenario {
  return { scenario, outcome: 'not-run', reasons: [`Not run, as ${first.scenario} failed.`] };
}

/** An error ends the scenario, not the night: its neighbours may still say something. An interruption ends all. */
async function runOne(scenario: string, parts: NightlyParts): Promise<NightlyScenario> {
  parts.signal.throwIfAborted();
  const earlier = await parts.earlierNights(scenario);
  try {
    const { record, verdict } = await parts.runScenario(scenario, parts.signal);
    await parts.keep(record);
    const comparison = compareToLast(record, earlier, parts.comparison);
    const reasons = [...failuresOf(verdict), ...regressionsOf(comparison)];
    return {
      ...{ scenario, verdict, reasons },
      outcome: reasons.length === 0 ? 'passed' : 'failed',
      ...(comparison === undefined ? {} : { comparison }),
    };
  } catch (error) {
    parts.signal.throwIfAborted();
    const why = errorMessage(error);
    const hint = error instanceof Failure && error.hint !== undefined ? ` ${error.hint}` : '';
    return {
      scenario,
      outcome: 'not-run',
      reasons: [`Not run to its end: ${why.replace(/\.$/, '')}.${hint}`],
    };
  }
}

function failuresOf({ outcome, faults, policies, findings, thresholds }: RunVerdict): readonly string[] {
  if (outcome === 'passed') return [];
  const failed = [...policies, ...thresholds].filter((each) => each.outcome === 'failed');
  const sentences = [...faults, ...[...failed, ...findings].map(({ sentence }) => sentence)];
  return sentences.length === 0 ? ['The verdict is failed.'] : sentences;
}

function regressionsOf(comparison: RunComparison | undefined): readonly string[] {
  if (comparison === undefined) return [];
  const { steps, dropped } = comparison;
  return [...steps.flatMap(({ changes }) => changes), ...(dropped === undefined ? [] : [dropped])]
    .filter(({ outcome }) => outcome === 'worse')
    .map(({ sentence }) => sentence);
}
