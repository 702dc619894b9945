import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeResponseTimes, recordResponseTimes } from './response-times.ts';

function recorded(times: readonly number[]): string {
  const recorder = recordResponseTimes();
  for (const each of times) recorder.record(each);
  return recorder.encoded();
}

const times = fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { maxLength: 200 });

test('merged response times have the percentiles of all of them, to three digits', () => {
  fc.assert(
    fc.property(
      fc.array(times, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 100 }),
      (parts, percent) => {
        const all = parts.flat().toSorted((a, b) => a - b);
        const merged = mergeResponseTimes(parts.map(recorded));
        expect(merged.count).toBe(all.length);
        const exact = all[Math.max(Math.ceil((percent / 100) * all.length), 1) - 1];
        const found = merged.percentile(percent);
        if (exact === undefined) expect(found).toBeUndefined();
        else expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact / 500 + 0.1);
      },
    ),
  );
});

test('a recorder counts and tells percentiles while times still come', () => {
  const recorder = recordResponseTimes();
  expect([recorder.count, recorder.percentile(95), recorder.encoded()]).toEqual([0, undefined, '']);
  recorder.record(12.3);
  expect([recorder.count, recorder.percentile(95)]).toEqual([1, 12.3]);
});

test('a time that is longer than twenty minutes counts as twenty minutes', () => {
  const recorder = recordResponseTimes();
  recorder.record(10_000_000);
  expect(recorder.percentile(100)).toBeGreaterThanOrEqual(1_199_000);
  expect(recorder.percentile(100)).toBeLessThanOrEqual(1_201_000);
});

test('no response times have no percentile', () => {
  expect(mergeResponseTimes([]).percentile(50)).toBeUndefined();
  expect(mergeResponseTimes(['', '']).count).toBe(0);
});
