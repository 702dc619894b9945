import { expect, test } from 'vitest';
import { planScaleOutKills } from './scale-out-kills.ts';

const plan = { seed: 3, parts: ['control-plane', 'load-balancer'], killsOfEach: 40 } as const;
const times = { outMs: 20_000, startingMs: 1500 };

test('each turn has each part, at any moment of a scale-out or while tasks are started, in alternation', () => {
  const turns = planScaleOutKills(plan, times);
  expect(turns).toHaveLength(40);
  for (const [index, turn] of turns.entries()) {
    const isEven = index % 2 === 0;
    expect(turn.map(({ part }) => part).toSorted()).toEqual(plan.parts);
    expect(turn.map(({ after }) => after)).toEqual(Array(2).fill(isEven ? 'load' : 'change'));
    for (const { pauseMs } of turn) expect(pauseMs).toBeLessThan(isEven ? times.outMs : times.startingMs);
  }
  const latest = Math.max(...turns.flat().map(({ pauseMs }) => pauseMs));
  expect(latest).toBeGreaterThan(times.outMs * 0.8);
});
