import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lateMs } from './log-cursor.ts';
import type { LogEvent, LogSource, ReadPages } from './log-event.ts';
import { writerOf } from './log-event.ts';
import { readLogs } from './read-logs.ts';

const start = Date.UTC(2026, 10, 27, 9);

/** An event, and when CloudWatch has it. */
interface Written extends LogEvent {
  readonly visibleMs: number;
}

/** A log on a clock of its own, in pages of `size`, that ends the reading at `endMs`. */
function world(written: readonly Written[], size: number, endMs: number) {
  let nowMs = start;
  const stop = new AbortController();
  const read: ReadPages = async function* ({ streamPrefix = '' }: LogSource, fromMs: number) {
    const there = written
      .filter(
        (event) => event.visibleMs <= nowMs && event.atMs >= fromMs && event.stream.startsWith(streamPrefix),
      )
      .toSorted((left, right) => left.atMs - right.atMs);
    // A page may be empty though more follow.
    yield [];
    for (let index = 0; index < there.length; index += size) yield there.slice(index, index + size);
  };
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
      if (nowMs > endMs) stop.abort();
    },
  };
  return { read, clock, signal: stop.signal };
}

const streams = ['web/web/1', 'web/web/2', 'worker/worker/1'];
const writing = fc.array(
  fc.record({
    // Few different times, so that many are equal.
    second: fc.integer({ min: -3, max: 40 }),
    delay: fc.integer({ min: 0, max: lateMs / 1000 }),
    stream: fc.constantFrom(...streams),
  }),
  { maxLength: 60 },
);

function events(given: readonly { second: number; delay: number; stream: string }[]): readonly Written[] {
  return given.map(({ second, delay, stream }, index) => {
    const atMs = start + second * 1000;
    // Ids are unique within a stream at most, and say nothing about the order.
    const visibleMs = atMs + delay * 1000;
    return { ...writerOf(stream), id: `${index * 7919}`, stream, atMs, text: `${index}`, visibleMs };
  });
}

test('following gives every line once, whatever the times, delays and pages', async () => {
  await fc.assert(
    fc.asyncProperty(writing, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (given, size, isSplit) => {
      const written = events(given);
      const { read, clock, signal } = world(written, size, start + 45_000 + lateMs);
      const prefixes = isSplit ? ['web/', 'worker/'] : [undefined];
      const shown: string[] = [];
      await readLogs(read, {
        ...{ tail: undefined, follow: true, signal, clock, fromMs: start - 2_000 },
        sources: prefixes.map((streamPrefix) => ({ group: 'g', streamPrefix })),
        onEvent: ({ text }) => shown.push(text),
      });
      const expected = written.filter(({ atMs }) => atMs >= start - 2_000).map(({ text }) => text);
      expect(shown.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

test('several services are shown in the order of time, and the last lines are those of all', async () => {
  await fc.assert(
    fc.asyncProperty(writing, fc.option(fc.integer({ min: 0, max: 9 })), async (given, tail) => {
      const written = events(given).map((event) => ({ ...event, visibleMs: start }));
      const { read, clock, signal } = world(written, 3, start);
      const shown: number[] = [];
      await readLogs(read, {
        ...{ tail: tail ?? undefined, follow: false, signal, clock, fromMs: start - 10_000 },
        sources: ['web/', 'worker/'].map((streamPrefix) => ({ group: 'g', streamPrefix })),
        onEvent: ({ atMs }) => shown.push(atMs),
      });
      const all = written.map(({ atMs }) => atMs).toSorted((left, right) => left - right);
      expect(shown).toEqual(tail === null ? all : all.slice(all.length - Math.min(tail, all.length)));
    }),
  );
});

test('with the last lines, following does not give the lines before them later', async () => {
  const at = (second: number) => ({ second, delay: 0, stream: 'web/web/1' });
  const written = events([at(-3), at(-2), at(-1), at(5)]);
  const { read, clock, signal } = world(written, 2, start + 10_000);
  const shown: string[] = [];
  await readLogs(read, {
    ...{ tail: 1, follow: true, signal, clock, fromMs: start - 10_000 },
    sources: [{ group: 'g', streamPrefix: undefined }],
    onEvent: ({ text }) => shown.push(text),
  });
  expect(shown).toEqual(['2', '3']);
});

test('following ends with a look after the end of what is followed', async () => {
  const second = (at: number) => ({ second: at, delay: 0, stream: 'web/web/1' });
  const { read, clock, signal } = world(events([second(-1), second(3), second(5)]), 5, start + 60_000);
  const shown: string[] = [];
  await readLogs(read, {
    ...{ tail: undefined, follow: true, signal, clock, fromMs: start - 5_000 },
    // The last line comes between the end and the look after it.
    hasEnded: async () => {
      if (clock.now() < start + 4_000) return false;
      await clock.sleep(1_000);
      return true;
    },
    sources: [{ group: 'g', streamPrefix: 'web/web/1' }],
    onEvent: ({ text }) => shown.push(text),
  });
  expect(shown).toEqual(['0', '1', '2']);
  expect([signal.aborted, clock.now() - start]).toEqual([false, 5_000]);
});

test('a line of the future hides none of those that come before it', async () => {
  const written = [
    { second: 7_000, delay: -7_000, stream: 'web/web/1' },
    { second: 5, delay: 0, stream: 'web/web/1' },
  ];
  const { read, clock, signal } = world(events(written), 5, start + 10_000);
  const shown: string[] = [];
  await readLogs(read, {
    ...{ tail: undefined, follow: true, signal, clock, fromMs: start },
    sources: [{ group: 'g', streamPrefix: undefined }],
    onEvent: ({ text }) => shown.push(text),
  });
  expect(shown).toEqual(['0', '1']);
});

test('an interruption ends the reading in the middle of a page', async () => {
  const stop = new AbortController();
  const { read, clock } = world(
    events(Array.from({ length: 9 }, () => ({ second: -1, delay: 0, stream: 'a/a/1' }))),
    3,
    start,
  );
  const shown: string[] = [];
  await readLogs(read, {
    ...{ tail: undefined, follow: true, signal: stop.signal, clock, fromMs: start - 5_000 },
    sources: [{ group: 'g', streamPrefix: undefined }],
    onEvent: ({ text }) => {
      shown.push(text);
      if (shown.length === 2) stop.abort();
    },
  });
  expect(shown).toEqual(['0', '1']);
});

test('a line is from a container of a task', () => {
  expect(['web/web/0123456789abcdef', 'shop/nginx/0123456789abcdef', 'odd'].map(writerOf)).toEqual([
    { source: 'web/01234567', task: '0123456789abcdef' },
    { source: 'nginx/01234567', task: '0123456789abcdef' },
    { source: 'odd', task: undefined },
  ]);
});
