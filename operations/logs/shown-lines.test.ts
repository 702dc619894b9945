import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notShownYet, type ShownLines, shownAfter, type TimedText } from './shown-lines.ts';

/** What a container writes: many lines of one millisecond, equal texts, and times that never fall. */
const output = fc
  .array(
    fc.record({
      afterMs: fc.constantFrom(0, 0, 1, 700),
      text: fc.constantFrom('tick', 'tock', '', 'x'.repeat(9)),
    }),
    { maxLength: 60 },
  )
  .map((lines) => {
    let atMs = 1_000;
    return lines.map(({ afterMs, text }): TimedText => {
      atMs += afterMs;
      return { atMs, text };
    });
  });

/** As the lines are found in CloudWatch Logs. */
const shipped = ({ atMs, text }: TimedText): TimedText => ({ atMs, text: text || ' ' });

/** The lines of a reading that begins with the time up to which was shown. */
const readAgain = (lines: readonly TimedText[], shown: ShownLines | undefined) =>
  lines.filter(({ atMs }) => atMs >= (shown?.atMs ?? 0)).filter(notShownYet(shown));

const shownOf = (lines: readonly TimedText[]) => lines.reduce<ShownLines | undefined>(shownAfter, undefined);

test('no line is lost or shown twice, wherever a container is left for CloudWatch Logs, or for itself', () => {
  fc.assert(
    fc.property(output, fc.nat(60), fc.nat(60), fc.boolean(), (lines, end, start, isContainer) => {
      // What was shown begins with any time, as with --since, and ends anywhere.
      const fromMs = lines[start]?.atMs ?? 0;
      const shown = shownOf(lines.slice(0, end).filter(({ atMs }) => atMs >= fromMs));
      const again = isContainer ? lines : lines.map(shipped);
      const expected = shown === undefined ? again : again.slice(end);
      expect(readAgain(again, shown)).toEqual(expected);
    }),
  );
});

test('what --tail left out of a moment does not come later', () => {
  const lines = ['a', 'b', 'c', 'd'].map((text) => ({ atMs: 5, text }));
  expect(readAgain(lines, shownOf(lines.slice(1, 3)))).toEqual(lines.slice(3));
});

test('a line whose time is before the one above it counts as of the same time, as in CloudWatch Logs', () => {
  const lines = [
    { atMs: 5, text: 'out' },
    { atMs: 4, text: 'err' },
  ];
  const shown = lines.reduce<ShownLines | undefined>(shownAfter, undefined);
  const written = [...lines.map(({ text }) => ({ atMs: 5, text })), { atMs: 6, text: 'next' }];
  expect(written.filter(notShownYet(shown))).toEqual([{ atMs: 6, text: 'next' }]);
});

test('a line that CloudWatch Logs has cut is the same line', () => {
  const text = 'y'.repeat(300_000);
  const shown = shownAfter(undefined, { atMs: 1, text });
  expect([{ atMs: 1, text: text.slice(0, 256 * 1024) }].filter(notShownYet(shown))).toEqual([]);
});
