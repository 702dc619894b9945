import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalWindow } from './arrival-window.ts';
import type { LogLine } from './log-line.ts';
import { lineAt } from './testing/lines.ts';

const times = { holdMs: 250, quietMs: 60 };

const arrivals = fc.array(
  fc.record({
    source: fc.constantFrom('web', 'worker', 'edge'),
    /** How long after it was written a line arrives. */
    delayMs: fc.integer({ min: 0, max: 240 }),
    afterMs: fc.integer({ min: 0, max: 120 }),
  }),
  { maxLength: 80 },
);

test('lines that arrive within the window are given once, in the order of time, and within half a second', () => {
  fc.assert(
    fc.property(arrivals, (given) => {
      const window = arrivalWindow(times);
      let writtenMs = 1_000;
      const lines = given.map(({ source, afterMs, delayMs }, index) => {
        writtenMs += afterMs + 2;
        return { line: lineAt(source, writtenMs, `said ${index}`), arrivesMs: writtenMs + delayMs };
      });
      // A source’s lines arrive in its own order.
      const lastOf = new Map<string, number>();
      const arriving = lines.map(({ line, arrivesMs }) => {
        const atMs = Math.max(arrivesMs, lastOf.get(line.source) ?? 0);
        lastOf.set(line.source, atMs);
        return { line, atMs };
      });
      const shown: { readonly line: LogLine; readonly atMs: number }[] = [];
      for (let nowMs = 1_000; nowMs <= writtenMs + 1_000; nowMs += 10) {
        for (const { line } of arriving.filter(({ atMs }) => atMs > nowMs - 10 && atMs <= nowMs))
          window.add(line, nowMs);
        shown.push(...window.due(nowMs).map((line) => ({ line, atMs: nowMs })));
      }
      expect(shown.map(({ line }) => line)).toEqual(lines.map(({ line }) => line));
      for (const { line, atMs } of shown) {
        const arrived = arriving.find((each) => each.line.text === line.text)?.atMs ?? 0;
        expect(atMs - arrived).toBeLessThanOrEqual(2 * times.holdMs + 20);
      }
    }),
  );
});

test('a message that is still arriving is not torn', () => {
  const window = arrivalWindow(times);
  window.add(lineAt('web', 1, 'Error (no):'), 0);
  window.add(lineAt('worker', 10, 'other'), 5);
  window.add(lineAt('web', 20, '  from cart.rb:1'), 240);
  expect(window.due(255)).toEqual([]);
  window.add(lineAt('web', 30, '  from cart.rb:2'), 256);
  expect(window.due(320).map(({ text }) => text)).toEqual([
    'Error (no):',
    '  from cart.rb:1',
    '  from cart.rb:2',
    'other',
  ]);
});

test('what waits is given at the end', () => {
  const window = arrivalWindow(times);
  window.add(lineAt('web', 2), 0);
  window.add(lineAt('worker', 1), 0);
  expect(window.rest().map(({ source }) => source)).toEqual(['worker', 'web']);
  expect(window.rest()).toEqual([]);
});
