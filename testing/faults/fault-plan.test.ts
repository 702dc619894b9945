import { expect, test } from 'vitest';
import { planKills } from './fault-plan.ts';
import { parts } from './parts.ts';

const plan = { seed: 7, parts, killsOfEach: 50, longestPauseMs: 4000 };

test('each part is killed as often, in turns', () => {
  const kills = planKills(plan);
  const firstTurn = kills.slice(0, parts.length).map(({ part }) => part);
  expect(kills).toHaveLength(50 * parts.length);
  expect(firstTurn.toSorted()).toEqual(parts.toSorted());
  for (const part of parts) expect(kills.filter((kill) => kill.part === part)).toHaveLength(50);
});

test('a seed always gives the same kills, and another seed gives others', () => {
  expect(planKills(plan)).toEqual(planKills(plan));
  expect(planKills({ ...plan, seed: 8 })).not.toEqual(planKills(plan));
});

test('the moments are spread over the whole pause', () => {
  const pauses = planKills(plan).map(({ pauseMs }) => pauseMs);
  const quarters = Map.groupBy(pauses, (pauseMs) => Math.floor(pauseMs / 1000));
  expect([...quarters.keys()].toSorted()).toEqual([0, 1, 2, 3]);
  for (const quarter of quarters.values()) expect(quarter.length).toBeGreaterThan(pauses.length / 8);
});
