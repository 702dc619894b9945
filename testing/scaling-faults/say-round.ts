import { counted } from '../counted.ts';
import { sayCounts } from '../scaling/say-counts.ts';
import type { ScalingRound } from './scaling-round.ts';

/** What happened in a round, in a line. */
export function sayRound({ kills, startMs, endMs, outcomes, story }: ScalingRound): string {
  const seconds = (ms: number) => `${((ms - startMs) / 1000).toFixed(1)} s`;
  const killed = kills.map(({ part, startMs: at }) => `${part} after ${seconds(at)}`).join(', ') || 'nothing';
  const answers = Object.entries(counted(outcomes.map(({ outcome }) => outcome)))
    .map(([outcome, count]) => `${count} x ${outcome}`)
    .join(', ');
  return `Killed ${killed}; ${answers}; ${sayCounts(story.counts)}; over after ${seconds(endMs)}`;
}
