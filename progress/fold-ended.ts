import type { ListedStep, StepList } from './step-list.ts';

/** What a list may have before it is folded at its end: the result below it has to fit on the same screen. */
const mostSteps = 6;
const longestShown = 4;
/** What takes less is not what somebody waited for. */
const shownFromMs = 1000;

/**
 * The list as it stays once all is over: the steps that took longest, those that failed or were interrupted with what is
 * below them, and how many others there were. A short list stays as it is.
 */
export function foldEnded(list: StepList): StepList {
  const top = list.filter(({ depth }) => depth === 0);
  if (top.length <= mostSteps) return list;
  const longest = top
    .filter(({ ended }) => ended?.outcome === 'done' && ended.durationMs >= shownFromMs)
    .toSorted((left, right) => durationOf(right) - durationOf(left))
    .slice(0, longestShown);
  const isShown = (step: ListedStep) =>
    step.ended === undefined || step.ended.outcome === 'failed' || longest.includes(step);
  const others = top.filter((step) => !isShown(step));
  return others.length < 2 ? list : [foldedSteps(others), ...below(list, isShown)];
}

function durationOf({ ended }: ListedStep): number {
  return ended?.durationMs ?? 0;
}

/** The steps at the top that are shown, each with all that is below it. */
function below(list: StepList, isShown: (step: ListedStep) => boolean): StepList {
  let isBelowShown = false;
  return list.filter((step) => {
    if (step.depth === 0) isBelowShown = isShown(step);
    return isBelowShown;
  });
}

function foldedSteps(others: readonly ListedStep[]): ListedStep {
  const startedAt = Math.min(...others.map((step) => step.startedAt));
  const endedAt = Math.max(...others.map((step) => step.startedAt + durationOf(step)));
  return {
    ...{ id: 'others', title: `${others.length} other steps`, depth: 0, startedAt },
    ended: { outcome: 'done', durationMs: endedAt - startedAt },
  };
}
