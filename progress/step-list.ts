import type { ProgressEvent, StepEnded } from './progress.ts';

/** A step as it stands. Times are milliseconds. */
export interface ListedStep {
  readonly id: string;
  readonly title: string;
  readonly depth: number;
  readonly startedAt: number;
  readonly note?: string;
  readonly ended?: Pick<StepEnded, 'outcome' | 'durationMs' | 'result'>;
}

/** All steps in the order in which they are shown: each below its parent, in the order of their starts. */
export type StepList = readonly ListedStep[];

/** The list after one more event. */
export function advance(list: StepList, event: ProgressEvent, now: number): StepList {
  if (event.type === 'started') return insert(list, event.parent, event, now);
  return list.map((step) => {
    if (step.id !== event.id) return step;
    if (event.type === 'noted') return { ...step, note: event.text };
    const { type: _, id: __, ...ended } = event;
    return { ...step, ended };
  });
}

function insert(
  list: StepList,
  parent: string | undefined,
  event: { readonly id: string; readonly title: string },
  now: number,
): StepList {
  const parentIndex = list.findIndex((step) => step.id === parent);
  const depth = parentIndex < 0 ? 0 : (list[parentIndex]?.depth ?? 0) + 1;
  const step: ListedStep = { id: event.id, title: event.title, depth, startedAt: now };
  if (parentIndex < 0) return [...list, step];
  const after = list.findIndex((other, index) => index > parentIndex && other.depth < depth);
  const at = after < 0 ? list.length : after;
  return [...list.slice(0, at), step, ...list.slice(at)];
}
