import { expect, test } from 'vitest';
import { recoveredAt } from './recovered-at.ts';
import { type Loaded, loaded } from './testing/recorded-runs.ts';
import { at, startMs } from './testing/test-times.ts';

/** A breach at 5:00 whose tasks run from 6:00 on, under a load that answers in 100 ms unless a state says otherwise. */
function recovered(
  states: Readonly<Record<string, Partial<Loaded>>>,
  { until = '30:00', next = '60:00', from = '6:00' } = {},
) {
  const load = loaded(
    Object.fromEntries(Object.entries(states).map(([time, state]) => [time, { rate: 10, ...state }])),
    until,
  );
  const at1 = recoveredAt(load, { breachMs: at('5:00'), fromMs: at(from), untilMs: at(next) });
  return typeof at1 === 'number' ? (at1 - startMs) / 1000 : at1;
}

const seconds = (time: string) => (at(time) - startMs) / 1000;

test('response times have recovered at the end of the first ten seconds in which they are as before', () => {
  expect(recovered({ '0:00': {}, '5:00': { ms: 900 }, '7:00': { ms: 100 } })).toBe(seconds('7:10'));
  expect(recovered({ '0:00': {}, '5:00': { ms: 900 }, '5:50': { ms: 100 } })).toBe(seconds('6:10'));
});

test('a p95 of a fifth more than in the minute before the breach is as before, and more is not', () => {
  expect(recovered({ '0:00': { ms: 100 }, '5:00': { ms: 119 } })).toBe(seconds('6:10'));
  expect(recovered({ '0:00': { ms: 100 }, '5:00': { ms: 122 } })).toBe('never');
  expect(recovered({ '0:00': { ms: 100 }, '4:00': { ms: 200 }, '5:00': { ms: 230 } })).toBe(seconds('6:10'));
  expect(recovered({ '0:00': { ms: 500 }, '4:00': { ms: 100 }, '5:00': { ms: 230 } })).toBe('never');
});

test('ten minutes after the tasks run, it is the load that changes response times', () => {
  expect(recovered({ '0:00': {}, '5:00': { ms: 900 }, '15:50': {} })).toBe(seconds('16:00'));
  expect(recovered({ '0:00': {}, '5:00': { ms: 900 }, '16:00': {} })).toBe('never');
});

test('what is after the next change, or after the end of the load, does not count', () => {
  const states = { '0:00': {}, '5:00': { ms: 900 }, '8:00': {} };
  expect(recovered(states, { next: '8:10' })).toBe(seconds('8:10'));
  expect(recovered(states, { next: '8:09' })).toBe('never');
  expect(recovered(states, { until: '8:10' })).toBe(seconds('8:10'));
  expect(recovered(states, { until: '8:00' })).toBe('never');
});

test('a time without requests says nothing', () => {
  const quiet = { rate: 0 };
  expect(recovered({ '0:00': {}, '5:00': { ms: 900 }, '6:00': quiet, '7:00': {} })).toBe(seconds('7:10'));
  expect(recovered({ '0:00': {}, '5:00': { ms: 900 }, '6:00': quiet })).toBeUndefined();
  expect(recovered({ '0:00': {}, '4:00': quiet, '5:00': { ms: 900 }, '7:00': {} })).toBeUndefined();
  expect(recovered({ '0:00': {} }, { from: '29:51' })).toBeUndefined();
});

test('windows longer than ten seconds are looked at as a whole', () => {
  const load = { ...loaded({ '0:00': { rate: 10 } }, '10:00'), windowMs: 30_000 };
  expect(recoveredAt(load, { breachMs: at('5:00'), fromMs: at('6:00'), untilMs: at('20:00') })).toBe(
    at('6:30'),
  );
});
