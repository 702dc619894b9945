import { lastBefore, type Span, startOf, timeOf } from './in-order.ts';
import type { RecordedChange } from './recorded-changes.ts';
import { runningAt } from './running-tasks.ts';
import type { ScalingRecord } from './scaling-record.ts';
import type { ToldDecision } from './told-decision.ts';

/** The desired count at a time: as a scaling activity set it, or as it was seen, whoever had set it. */
export interface DesiredCount {
  readonly atMs: number;
  readonly count: number;
  readonly isSeen: boolean;
}

/** A desired count that something else than Application Auto Scaling had set, at the time at which it was seen. */
export interface ForeignChange {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
}

/** What is known of the desired count: what activities set, what the control plane saw at its decisions, and what it is now. */
export function desiredCounts(
  { desiredCount }: ScalingRecord,
  changes: readonly RecordedChange[],
  told: readonly ToldDecision[],
  nowMs: number,
): readonly DesiredCount[] {
  return [
    ...told.flatMap(({ atMs, desiredCount: count }) =>
      count === undefined ? [] : [{ atMs, count, isSeen: true }],
    ),
    ...changes.map(({ startMs: atMs, to: count }) => ({ atMs, count, isSeen: false })),
    { atMs: nowMs, count: desiredCount, isSeen: true },
  ].toSorted((left, right) => left.atMs - right.atMs);
}

/** The changes that no activity made. */
export function foreignChanges(counts: readonly DesiredCount[]): readonly ForeignChange[] {
  return counts.flatMap(({ atMs, count, isSeen }, index) => {
    const before = counts[index - 1];
    if (!isSeen || before === undefined || before.count === count) return [];
    return [{ atMs, from: before.count, to: count }];
  });
}

interface Known {
  readonly record: ScalingRecord;
  readonly counts: readonly DesiredCount[];
  readonly changes: readonly RecordedChange[];
  readonly told: readonly ToldDecision[];
}

/**
 * The desired count at the end of a span; undefined where it is not known. AWS tells of it only what activities set and
 * what it is now: in between it is one of these if as many tasks run. The control plane sees it at each evaluation.
 */
export function desiredIn(known: Known, span: Span): number | undefined {
  const index = lastBefore(known.counts, timeOf, span.endMs);
  const [before, after] = [known.counts[index], known.counts[index + 1]];
  const seenNext = after?.isSeen === true ? after.count : undefined;
  const isSame = seenNext === undefined || seenNext === before?.count;
  if (isWatched(known, span) && (isSame || !isNextTo(span, after))) return before?.count;
  const possible = [before?.count, seenNext].filter((count) => count !== undefined);
  const running = runningAt(known.record, span.endMs);
  if (running === undefined) return new Set(possible).size === 1 ? possible[0] : undefined;
  if (possible.length === 0 || possible.includes(running)) return running;
  return isMoving(known, span) ? possible[0] : undefined;
}

/** Whether the control plane saw a count at its first evaluation after a span, so that it may be that of the span already. */
function isNextTo({ startMs, endMs }: Span, after: DesiredCount | undefined): boolean {
  return after !== undefined && after.atMs - endMs <= endMs - startMs;
}

function isWatched({ told: [first] }: Known, { endMs }: Span): boolean {
  return first?.desiredCount !== undefined && first.atMs < endMs;
}

/** Whether the tasks that were counted may have been on their way to the desired count: by a change, or in a deployment. */
function isMoving({ record, changes }: Known, { startMs, endMs }: Span): boolean {
  const counted = record.tasks[lastBefore(record.tasks, startOf, endMs)];
  const fromMs = Math.min(startMs, counted?.startMs ?? startMs) - (endMs - startMs);
  const goesOn = (from: number, to = Infinity) => from < endMs && to > fromMs;
  return (
    changes.some(({ activity }) => goesOn(activity.startMs, activity.endMs)) ||
    record.deployments.some((deployment) => goesOn(deployment.startMs, deployment.endMs))
  );
}
