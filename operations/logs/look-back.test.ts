import { expect, test } from 'vitest';
import type { LogEvent, ReadPages } from './log-event.ts';
import { lookBack } from './look-back.ts';

const untilMs = Date.UTC(2026, 10, 27, 12);
const minuteMs = 60_000;

/** Lines so many minutes back, each read in a page of its own, and which times were read. */
function logOf(...minutesBack: readonly number[]) {
  const events = minutesBack.map(
    (minutes, index): LogEvent => ({
      ...{ id: `${index}`, stream: 'web/web/1', source: 'web/1', task: '1' },
      ...{ atMs: untilMs - minutes * minuteMs, text: `said ${minutes} minutes ago` },
    }),
  );
  const asked: (readonly [number, number])[] = [];
  const read: ReadPages = async function* (_, fromMs, endMs = untilMs) {
    asked.push([(untilMs - fromMs) / minuteMs, (untilMs - endMs) / minuteMs]);
    yield [];
    for (const event of events.filter(({ atMs }) => atMs >= fromMs && atMs < endMs)) yield [event];
  };
  return { read, asked };
}

const source = { group: 'g', streamPrefix: 'web/' };
const minutesFor = async (read: ReadPages, count: number, isWanted = (_: string) => true) => {
  const { signal } = new AbortController();
  const fromMs = await lookBack(read, { sources: [source], untilMs, count, isWanted, signal });
  return (untilMs - fromMs) / minuteMs;
};

test('it is looked back until there are enough lines, and no time is read twice', async () => {
  const { read, asked } = logOf(1, 30, 50, 300);
  expect([await minutesFor(read, 1), await minutesFor(read, 3)]).toEqual([10, 60]);
  asked.length = 0;
  expect(await minutesFor(read, 4)).toBe(360);
  expect(asked).toEqual([
    [10, 0],
    [60, 10],
    [360, 60],
  ]);
});

test('only lines with the text count, and a week is the most', async () => {
  const { read } = logOf(1, 2, 600);
  expect(await minutesFor(read, 1, (text) => text.includes('600'))).toBe(24 * 60);
  expect(await minutesFor(read, 4)).toBe(7 * 24 * 60);
  expect(await minutesFor(read, 0)).toBe(0);
});
