import { expect, test } from 'vitest';
import { adjustedForAll } from './holm.ts';
import { likelihoodOf, type Series, type Statistic } from './likelihood.ts';
import { seededRandom } from './seeded-random.ts';
import { studentProbability } from './student.ts';

const random = seededRandom(20261126);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const settings = { permutations: 199, random };

/** Windows around a level that doubles half-way, each of which resembles the one before. */
function series(length: number, resemblance: number, shift = 0): Series {
  let now = normal();
  return Array.from({ length }, (_, index) => {
    now = resemblance * now + Math.sqrt(1 - resemblance ** 2) * normal();
    const part = index < length / 2 ? 0 : 1;
    return { part, value: part * Math.LN2 + 0.15 * now + shift };
  });
}

function shareBelow(level: number, count: number, shift: number, statistic: Statistic, resemblance = 0) {
  const found = Array.from({ length: count }, () => {
    const sides = [[series(36, resemblance)], [series(36, resemblance, shift)]] as const;
    return likelihoodOf(...sides, statistic, settings).probability < level;
  });
  return found.filter(Boolean).length / count;
}

test.each(['ranks', 'means'] as const)('by %s, two runs of the same store rarely differ', (statistic) => {
  expect(shareBelow(0.05, 400, 0, statistic)).toBeLessThan(0.08);
  expect(shareBelow(0.05, 400, 0, statistic, 0.5)).toBeLessThan(0.11);
});

test('a store that is slower by 30 % is found', () => {
  expect(shareBelow(0.01, 100, Math.log(1.3), 'ranks')).toBeGreaterThan(0.95);
  expect(shareBelow(0.01, 100, Math.log(1.3), 'ranks', 0.5)).toBeGreaterThan(0.7);
});

test('windows that resemble their neighbours are worth fewer', () => {
  const independent = likelihoodOf([series(60, 0)], [series(60, 0)], 'ranks', settings);
  const alike = likelihoodOf([series(60, 0.8)], [series(60, 0.8)], 'ranks', settings);
  expect(independent.independentWindows).toBeGreaterThan(40);
  expect(alike.independentWindows).toBeLessThan(20);
});

test('which of two runs is the earlier one does not matter', () => {
  const [one, other] = [series(30, 0.2), series(24, 0.2, 0.05)];
  const from = () => ({ permutations: 199, random: seededRandom(3) });
  for (const statistic of ['ranks', 'means'] as const) {
    const forwards = likelihoodOf([one], [other], statistic, from());
    const backwards = likelihoodOf([other], [one], statistic, from());
    expect(backwards.probability).toBeCloseTo(forwards.probability, 10);
    expect(backwards.independentWindows).toBeCloseTo(forwards.independentWindows, 10);
  }
});

test('a run does not differ from itself, nor do runs without windows in common', () => {
  const run = series(30, 0.3);
  expect(likelihoodOf([run], [run], 'ranks', settings).probability).toBe(1);
  const elsewhere = run.map(({ value }) => ({ part: 9, value }));
  expect(likelihoodOf([run], [elsewhere], 'means', settings)).toEqual({
    probability: 1,
    independentWindows: 0,
  });
});

test('a few seconds full of errors are no difference, errors in all windows are', () => {
  const errors = (share: number, windows: number): Series =>
    Array.from({ length: 36 }, (_, index) => ({ part: 0, value: index < windows ? share : 0 }));
  const none = errors(0, 0);
  expect(likelihoodOf([none], [errors(0.5, 1)], 'means', settings).probability).toBeGreaterThan(0.1);
  expect(likelihoodOf([none], [errors(0.02, 36)], 'means', settings).probability).toBeLessThan(0.01);
});

test('several tests together err as rarely as one', () => {
  expect(adjustedForAll([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(adjustedForAll([0.9, 0.8])).toEqual([1, 1]);
  expect(adjustedForAll([])).toEqual([]);
});

// Published critical values of the two-sided 5 % and 1 % levels.
test.each([
  [12.706, 1, 0.05],
  [4.303, 2, 0.05],
  [3.182, 3, 0.05],
  [3.707, 6, 0.01],
  [3.25, 9, 0.01],
])('%f with %i degrees of freedom has a probability of %f', (t, degrees, probability) => {
  expect(studentProbability(t, degrees)).toBeCloseTo(probability, 4);
  expect(studentProbability(-t, degrees)).toBeCloseTo(probability, 4);
  expect(studentProbability(0, degrees)).toBe(1);
});
