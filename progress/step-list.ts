import { duration } from '../time/duration.ts';
import type { Deadline, ProgressEvent, StepEnded, StepNoted } from './progress.ts';

/** A step as it stands. Times are milliseconds. */
export interface ListedStep {
  readonly id: string;
  readonly title: string;
  readonly depth: number;
  readonly startedAt: number;
  readonly note?: string;
  /** Whether the note is worth a line of its own. */
  readonly isNews?: boolean;
  readonly until?: Deadline;
  readonly ended?: Pick<StepEnded, 'outcome' | 'durationMs' | 'result'>;
}

/** All steps in the order in which they are shown: each below its parent, in the order of their starts. */
export type StepList = readonly ListedStep[];

/** The list after one more event. */
export function advance(list: StepList, event: ProgressEvent, now: number): StepList {
  if (event.type === 'started') return insert(list, event.parent, event, now);
  return list.map((step) => {
    if (step.id !== event.id) return step;
    if (event.type === 'noted') return noted(step, event);
    const { type: _, id: __, ...ended } = event;
    return { ...step, ended };
  });
}

function noted(step: ListedStep, { text, isNews, until }: StepNoted): ListedStep {
  const { until: _, ...rest } = step;
  return { ...rest, note: text, isNews: isNews === true, ...(until === undefined ? {} : { until }) };
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

/**
 * What a step notes, with how long it is until its deadline: in at most so many characters, of which the deadline is what
 * is kept. `now` is in milliseconds since the epoch.
 */
export function noteText(
  { note, until }: Pick<ListedStep, 'note' | 'until'>,
  now: number,
  room = Number.POSITIVE_INFINITY,
): string | undefined {
  if (note === undefined || until === undefined) return note?.slice(0, room);
  const left = `, ${until.what} ${timeLeft(until.at - now)}`;
  return `${note.slice(0, Math.max(0, room - left.length))}${left}`.slice(0, room);
}

/** In whole seconds, rounded up: what has no time left is about to happen. */
function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return 'any moment now';
  return seconds < 10 ? `in ${seconds} s` : `in ${duration(seconds * 1000)}`;
}
