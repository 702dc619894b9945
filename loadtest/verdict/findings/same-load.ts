import { rateBetween } from '../load-windows.ts';
import type { JudgedService } from '../policies/judged-service.ts';
import type { MadeChange } from '../policies/observed-changes.ts';

/** A change that another one undid: first one way, then the other way. */
export interface Undone {
  readonly first: MadeChange;
  readonly second: MadeChange;
}

/**
 * Two changes in opposite directions within this time have to do with each other: twice the 15 minutes for which a
 * target tracking policy looks back before it scales in. A time scale shortens it.
 */
const relatedMs = 30 * 60_000;

/** Changes that the next one undid soon, of which the first went in a direction. */
export function undoneSoon({ made, scaling }: JudgedService, direction: 'out' | 'in'): readonly Undone[] {
  return made.flatMap((first, index) => {
    const second = made[index + 1];
    if (second === undefined || first.direction !== direction || second.direction === direction) return [];
    const isSoon = second.activityAtMs - first.activityAtMs <= relatedMs / scaling.timeScale;
    return isSoon ? [{ first, second }] : [];
  });
}

/** The load that led to a change is that of the minutes before it. */
const lookBackMs = 2 * 60_000;

/** Journeys in a second before a change; NaN where nothing was measured. */
export function rateBefore({ record, scaling }: JudgedService, atMs: number): number {
  return rateBetween(record.load, atMs - lookBackMs / scaling.timeScale, atMs);
}

/** A load that differs by less than this share is the same one: arrivals vary. */
export const sameShare = 0.1;
