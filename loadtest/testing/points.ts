import fc from 'fast-check';
import type { Point } from '../k6/read-point.ts';

/** When the points of `points` begin; they end 25 seconds later. */
export const pointsStartMs = Date.UTC(2026, 10, 26, 20);

const at = fc.integer({ min: 0, max: 25_000 * 16 }).map((each) => pointsStartMs + each / 16);
const step = fc.constantFrom('browse: home', 'browse: product', 'cart: add');
/** Some visits of four visitors. */
const visit = fc.nat(11).map((each) => `visits ${each % 4} ${Math.floor(each / 4)}`);
const durationMs = fc.double({ min: 0, max: 20_000, noNaN: true });

const request = fc.record(
  {
    kind: fc.constant('request'),
    endMs: at,
    durationMs,
    step,
    visit,
    failure: fc.constantFrom('502', '1050'),
  },
  { requiredKeys: ['kind', 'endMs', 'durationMs', 'step'] },
);
const failedCheck = fc.record(
  { kind: fc.constant('failed-check'), atMs: at, check: fc.constantFrom('a', 'b'), step, visit },
  { requiredKeys: ['kind', 'atMs', 'check'] },
);
const journey = fc.record({ kind: fc.constant('journey'), endMs: at, durationMs, visit });
const dropped = fc.record({ kind: fc.constant('dropped-journeys'), atMs: at, count: fc.nat(5) });
const visitors = fc.record({ kind: fc.constant('visitors'), atMs: at, count: fc.nat(50) });

/** Points of some seconds, in any order. */
export const points: fc.Arbitrary<readonly Point[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: request },
    { weight: 2, arbitrary: failedCheck },
    journey,
    dropped,
    visitors,
  ),
  { maxLength: 80 },
);
