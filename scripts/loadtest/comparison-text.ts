import type {
  Change,
  RunComparison,
  ScalingComparison,
  ScalingOutcome,
  StepComparison,
  StepFigures,
} from '../../loadtest/compare/comparison.ts';
import { rounded } from '../../loadtest/compare/figures.ts';
import { shortNames } from '../../local/scaling/words/short-names.ts';
import { textTable } from '../text-table.ts';
import { paragraph } from './wrapped.ts';

/** A comparison for a terminal, with the later run to the right of the earlier one. */
export function comparisonText(comparison: RunComparison): string {
  const { steps, scaling, notes } = comparison;
  const paragraphs = [
    headline(comparison),
    textTable(['step', 'requests', 'errors %', 'p50 ms', 'p95 ms', 'p99 ms', 'verdict'], steps.map(row)),
    ...(scaling.length === 0
      ? []
      : [textTable(['service', '', 'tasks', 'task min', 'changes'], scalingRows(scaling))]),
    ...tellingSentences(comparison).map((sentence) => paragraph(sentence)),
    ...notes.map((note) => paragraph(note)),
  ];
  return `${paragraphs.map((each) => each.trimEnd()).join('\n\n')}\n`;
}

function headline({ outcome, scenario, environment, earlier, later }: RunComparison): string {
  const before = earlier.map(({ startMs }) => instant(startMs));
  const against =
    before.length === 1 ? before.join('') : `${before.length} nights from ${before[0]} to ${before.at(-1)}`;
  return paragraph(
    `${scenario} in ${environment}, ${against} → ${instant(later.startMs)}: ${outcomes[outcome]}.`,
  );
}

const outcomes: Readonly<Record<RunComparison['outcome'], string>> = {
  worse: 'worse',
  better: 'better',
  'no-difference': 'no difference that matters',
  'not-enough-data': 'not enough data to say',
};

function instant(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function row({ step, earlier, later, changes }: StepComparison): readonly string[] {
  const both = (read: (figures: StepFigures) => string) => `${read(earlier)} → ${read(later)}`;
  return [
    step,
    both(({ requests }) => rounded(requests, 0)),
    both(({ errorRate }) => rounded(100 * errorRate, 2)),
    both(({ p50Ms }) => time(p50Ms)),
    both(({ p95Ms }) => time(p95Ms)),
    both(({ p99Ms }) => time(p99Ms)),
    verdict(changes),
  ];
}

function time(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '-' : rounded(milliseconds, milliseconds < 10 ? 1 : 0);
}

function verdict(changes: readonly Change[]): string {
  const found = changes.map(({ outcome }) => outcome);
  if (found.includes('worse')) return 'worse';
  if (found.includes('better')) return 'better';
  return found.includes('not-enough-data') || found.length === 0 ? '?' : 'same';
}

/** What differs, and what could not be judged of all requests. */
function tellingSentences({ steps, dropped }: RunComparison): readonly string[] {
  const changes = [...steps.flatMap(({ changes }) => changes), ...(dropped === undefined ? [] : [dropped])];
  const differing = changes.filter(({ outcome }) => ['worse', 'better', 'too-small'].includes(outcome));
  const unjudged = (steps[0]?.changes ?? []).filter(({ outcome }) => outcome === 'not-enough-data');
  return [...differing, ...unjudged].map(({ sentence }) => sentence);
}

type ShortNames = ReturnType<typeof shortNames>;

/** Names that CDK makes are long: their ends are enough to tell them apart. */
function scalingRows(scaling: readonly ScalingComparison[]): readonly (readonly string[])[] {
  const changes = scaling.flatMap(({ earlier, later }) => [...earlier.changes, ...later.changes]);
  const short = shortNames(changes.flatMap(({ policyName }) => policyName ?? []));
  return scaling.flatMap(({ service, earlier, later, isAlike }) => [
    [service, 'earlier', ...scalingCells(earlier, short)],
    ['', isAlike ? 'later' : 'later ≠', ...scalingCells(later, short)],
  ]);
}

const mostShown = 4;

function scalingCells(
  { changes, mostTasks, taskMinutes }: ScalingOutcome,
  short: ShortNames,
): readonly string[] {
  const shown = changes
    .slice(0, mostShown)
    .map(
      ({ afterMs, policyName = 'somebody else', to }) =>
        `${rounded(afterMs / 1000, 0)} s: ${short.get(policyName) ?? policyName} to ${to}`,
    );
  const more = changes.length > mostShown ? [`${changes.length - mostShown} more`] : [];
  return [
    `up to ${mostTasks}`,
    rounded(taskMinutes, 1),
    changes.length === 0 ? 'none' : [...shown, ...more].join('\n'),
  ];
}
