import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseThreshold, parseThresholds } from './parse-threshold.ts';
import { printThreshold } from './print-threshold.ts';
import type { Threshold } from './threshold.ts';

const of = fc.option(fc.constantFrom('browse', 'browse: home', 'cart: add, then show'), { nil: undefined });
const ofPart = of.map((name) => (name === undefined ? {} : { of: name }));
const belowPercent = fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000);
const percentile = fc.integer({ min: 1, max: 9999 }).map((hundredths) => hundredths / 100);
const belowMs = fc.integer({ min: 1, max: 7_200_000 });

const measure: fc.Arbitrary<Threshold['measure']> = fc.oneof(
  fc
    .tuple(ofPart, belowPercent)
    .map(([part, limit]) => ({ kind: 'errors', ...part, belowPercent: limit }) as const),
  belowPercent.map((limit) => ({ kind: 'dropped', belowPercent: limit }) as const),
  fc
    .tuple(percentile, ofPart, belowMs)
    .map(
      ([percent, part, limit]) =>
        ({ kind: 'response-time', percentile: percent, ...part, belowMs: limit }) as const,
    ),
);
const phase = fc.record({ name: fc.constantFrom('before', 'during', 'after'), ifAny: fc.boolean() });
const window = fc
  .tuple(fc.nat(7_200_000), fc.option(fc.integer({ min: 1, max: 7_200_000 }), { nil: undefined }))
  .map(([fromMs, length]) => (length === undefined ? { fromMs } : { fromMs, toMs: fromMs + length }));
const clauses = fc.record(
  { phase, window, minimumSamples: fc.integer({ min: 1, max: 100_000 }) },
  { requiredKeys: [] },
);

test('a threshold that is printed is read as the same one', () => {
  fc.assert(
    fc.property(measure, clauses, (measured, others) => {
      const threshold: Threshold = { measure: measured, ...others };
      expect(parseThreshold(printThreshold(threshold), 'test')).toEqual(threshold);
    }),
  );
});

test('a threshold has a measure, a limit, and clauses in any order with commas or without', () => {
  expect(parseThreshold('p95(browse: product) < 800ms during scale-out', 'test')).toEqual({
    measure: { kind: 'response-time', percentile: 95, of: 'browse: product', belowMs: 800 },
    phase: { name: 'during', ifAny: false },
  });
  const whole: Threshold = {
    measure: { kind: 'response-time', percentile: 99, belowMs: 2000 },
    phase: { name: 'after', ifAny: true },
    window: { fromMs: 120_000, toMs: 300_000 },
    minimumSamples: 50,
  };
  expect(
    parseThreshold(' P99<2s, at least 50 samples from 2m to 5m after the scale-out, if any ', 'test'),
  ).toEqual(whole);
  expect(printThreshold(whole)).toBe('p99 < 2s after scale-out, if any, from 2m to 5m, at least 50 samples');
  expect(parseThreshold('errors(cart)=0%', 'test').measure).toEqual({
    ...{ kind: 'errors', of: 'cart', belowPercent: 0 },
  });
});

test.each([
  ['', 'ends too early: it must begin with errors, dropped, or a percentile such as p95'],
  ['mean < 1s', "is wrong at 'mean < 1s': it must begin with errors"],
  ['p100 < 1s', "is wrong at 'p100 < 1s': the percentile must be above 0 and below 100"],
  ['p0 < 1s', 'the percentile must be above 0 and below 100'],
  ['p95', 'ends too early: a limit such as < 800ms is expected'],
  ['p95 <= 1s', "is wrong at '= 1s': a duration such as 800ms or 2s is expected"],
  ['p95 < 800', "is wrong at '800': a duration such as 800ms or 2s is expected"],
  ['p95 < 0ms', "is wrong at '0ms': the limit must be at least 1ms"],
  ['p95(browse < 1s', "is wrong at 'browse < 1s': a step or a journey, and ) are expected"],
  ['p95() < 1s', "is wrong at ') < 1s': a step or a journey, and ) are expected"],
  ['errors < 1', "is wrong at '1': a percentage is expected"],
  ['errors < 0%', "is wrong at '0%': the limit must be above 0% and at most 100%; write = 0 for none at all"],
  ['errors < 101%', "is wrong at '101%': the limit must be above 0% and at most 100%"],
  ['errors = 0.5%', "is wrong at '= 0.5%': a limit such as < 1% or = 0 is expected"],
  ['dropped(cart) < 1%', "is wrong at '(cart) < 1%': a limit such as < 1% or = 0 is expected"],
  ['errors < 1% during deployment', "is wrong at 'during deployment': a clause is expected"],
  ['errors < 1% if any', "is wrong at 'if any': a clause is expected"],
  ['errors < 1%,', 'ends too early: a clause is expected'],
  ['p95 < 1s from 5m to 2m', "is wrong at '2m': the window must end after it begins"],
  ['p95 < 1s from 2m30s', "is wrong at '2m30s': a time such as 2m or 90s is expected"],
  ['p95 < 1s at least 0 samples', "is wrong at 'at least 0 samples': a threshold needs at least 1 sample"],
  ['p95 < 1s from 1m from 2m', 'a threshold has one phase, one window and one minimum of samples at most'],
])('%j is wrong usage that names the place', (text, message) => {
  expect(() => parseThreshold(text, '--threshold')).toThrow(
    expect.objectContaining({
      code: 'BAD_THRESHOLD',
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining('For example: errors < 1%'),
    }),
  );
});

test('a file has one threshold a line, and comments', () => {
  const text = '# checkout first\r\nerrors(checkout) = 0 # lost orders\n\n  p95 < 1s\n';
  expect(parseThresholds(text, 'limits.txt').map(printThreshold)).toEqual([
    'errors(checkout) = 0',
    'p95 < 1s',
  ]);
});

test('a wrong line of a file is named', () => {
  expect(() => parseThresholds('errors = 0\n\np95 < fast', 'limits.txt')).toThrow(
    "limits.txt, line 3: 'p95 < fast' is wrong at 'fast': a duration such as 800ms or 2s is expected",
  );
});
