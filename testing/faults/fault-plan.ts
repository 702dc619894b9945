import { seededRandom } from '../../loadtest/compare/seeded-random.ts';
import type { Part } from './parts.ts';

/** One kill that is to come. */
export interface PlannedKill {
  readonly part: Part;
  /** From the start of the rollout, or from when the environment was whole again after the kill before. */
  readonly pauseMs: number;
  /** From 0 up to 1: which of several tasks it hits. */
  readonly choice: number;
}

export interface FaultPlan {
  readonly seed: number;
  readonly parts: readonly Part[];
  readonly killsOfEach: number;
  readonly longestPauseMs: number;
}

/** Each part as often, in turns of random order: a run that ends early has killed each about as often. */
export function planKills({ seed, parts, killsOfEach, longestPauseMs }: FaultPlan): readonly PlannedKill[] {
  const random = seededRandom(seed);
  return Array.from({ length: killsOfEach }, () => shuffled(parts, random)).flatMap((turn) =>
    turn.map((part) => ({ part, pauseMs: Math.floor(random() * longestPauseMs), choice: random() })),
  );
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
