import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, type LogPosition, openCursor, positionText, readPosition } from './log-position.ts';

/** The engine: what it gives of a log from a time on. */
function linesSince(log: readonly number[], position: LogPosition | undefined) {
  const from = position === undefined ? 0 : log.findIndex((atMs) => atMs >= position.atMs);
  return from < 0 ? [] : log.slice(from).map((atMs, index) => ({ atMs, line: from + index }));
}

/** Reads so many lines of a log from a position on; gives the new ones. */
function follow(log: readonly number[], position: LogPosition | undefined, read: number) {
  let cursor = openCursor('c1', position);
  const counted: number[] = [];
  for (const { atMs, line } of linesSince(log, position).slice(0, read)) {
    const after = advance(cursor, atMs);
    cursor = after.cursor;
    if (after.kind !== 'counted') counted.push(line);
    if (after.kind === 'new-after-gap') throw new Error('there is no gap');
  }
  return { position: cursor.position.lines === 0 ? position : cursor.position, counted };
}

const logs = {
  'in order': fc.array(fc.nat(3)).map((steps) => {
    let at = 1000;
    return steps.map((step) => (at += step));
  }),
  'of a clock that is set back now and then': fc.array(fc.integer({ min: 1000, max: 1010 })),
};

describe('the position in a log', () => {
  it.each(Object.entries(logs))('counts each line %s once, wherever reading is interrupted', (_, log) => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(40)), (times, cuts) => {
        let position: LogPosition | undefined;
        const counted: number[] = [];
        for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
          const seen = follow(times, position, cut);
          // A restart has nothing but the text.
          position = readPosition(seen.position && positionText(seen.position));
          counted.push(...seen.counted);
        }
        expect(counted).toEqual(times.map((_, index) => index));
      }),
      { numRuns: 1000 },
    );
  });

  it('counts all lines of a container that replaced another', () => {
    const cursor = openCursor('c2', { container: 'c1', atMs: 1000, lines: 3 });
    expect(advance(cursor, 1000).kind).toBe('new');
    expect(cursor.position.container).toBe('c2');
  });

  it('reports missing lines, and counts all others', () => {
    const cursor = openCursor('c1', { container: 'c1', atMs: 1000, lines: 3 });
    const first = advance(cursor, 1005);
    expect(first.kind).toBe('new-after-gap');
    expect(advance(first.cursor, 1005)).toMatchObject({
      kind: 'new',
      cursor: { position: { atMs: 1005, lines: 2 } },
    });
  });

  it('takes no new line for one of those that were counted and are gone', () => {
    const cursor = openCursor('c1', { container: 'c1', atMs: 1000, lines: 3 });
    const first = advance(cursor, 1000);
    expect(first.kind).toBe('counted');
    expect(advance(first.cursor, 1001)).toMatchObject({
      kind: 'new',
      cursor: { position: { atMs: 1001, lines: 1 }, toSkip: 0 },
    });
  });

  it('starts over if its text cannot be read', () => {
    expect([readPosition(undefined), readPosition('{'), readPosition('["c1"]')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
