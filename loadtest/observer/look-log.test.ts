import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookLog } from './look-log.ts';

const newestKept = 100;

const sample = { atMs: 0, desiredCount: 1, runningCount: 1, pendingCount: 0, deployments: [] };

/** Several events may have the same time. */
const eventAt = (number: number) => ({
  id: `e${number}`,
  atMs: Math.floor(number / 3),
  message: `event ${number}`,
});

test('no event is lost or counted twice as long as no more than a hundred come between two looks', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: newestKept }), { maxLength: 20 }), (arrivals) => {
      const log = lookLog();
      let number = 0;
      for (const count of arrivals) {
        number += count;
        const first = Math.max(number - newestKept, 0);
        const events = Array.from({ length: number - first }, (_, index) => eventAt(first + index));
        log.add([{ service: 'web', sample, events }]);
      }
      const expected = Array.from({ length: number }, (_, index) => eventAt(index));
      expect(log.events('web', 0)).toEqual(expected.map(({ atMs, message }) => ({ atMs, message })));
      expect(log.samples('web')).toHaveLength(arrivals.length);
    }),
  );
});

test('events of the time before are left out', () => {
  const log = lookLog();
  log.add([{ service: 'web', sample, events: [eventAt(3), eventAt(9)] }]);
  expect(log.events('web', 2)).toEqual([{ atMs: 3, message: 'event 9' }]);
  expect(log.events('other', 0)).toEqual([]);
});
