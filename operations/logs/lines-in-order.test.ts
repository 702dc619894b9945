import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesInOrder } from './lines-in-order.ts';
import type { LogLine } from './log-line.ts';
import { lineAt } from './testing/lines.ts';

async function inOrder(...readings: readonly (readonly LogLine[])[]): Promise<readonly LogLine[]> {
  const all: LogLine[] = [];
  for await (const line of linesInOrder(readings)) all.push(line);
  return all;
}

const textsOf = (lines: readonly LogLine[]) => lines.map(({ text }) => text);

/** Lines of up to four sources, far apart or in one burst, whose times may fall a little. */
const written = fc
  .array(
    fc.array(
      fc.record({
        afterMs: fc.integer({ min: -2, max: 300 }),
        looks: fc.constantFrom('said', '  from x.rb:1:in `y’'),
      }),
      { maxLength: 30 },
    ),
    { maxLength: 4 },
  )
  .map((sources) =>
    sources.map((lines, source) => {
      let atMs = 1_000;
      return lines.map(({ afterMs, looks }, index) => {
        atMs += afterMs;
        return lineAt(`s${source}`, atMs, `${looks} ${source}-${index}`);
      });
    }),
  );

test('every line is given once, and those of a source in its own order', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (sources) => {
      const given = await inOrder(...sources);
      for (const [index, lines] of sources.entries())
        expect(textsOf(given.filter(({ source }) => source === `s${index}`))).toEqual(textsOf(lines));
      expect(given).toHaveLength(sources.flat().length);
    }),
  );
});

test('no line is given a fifth of a second or more after a later one', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (sources) => {
      let newestMs = 0;
      for (const { atMs } of await inOrder(...sources)) {
        expect(newestMs - atMs).toBeLessThanOrEqual(200);
        newestMs = Math.max(newestMs, atMs);
      }
    }),
  );
});

test('lines of their own that are further apart than one write are in the order of time', async () => {
  const apart = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(apart, fc.infiniteStream(fc.nat(2)), async (times, stream) => {
      const sources: LogLine[][] = [[], [], []];
      for (const each of times.toSorted((a, b) => a - b))
        sources[stream.next().value]?.push(lineAt('web', each * 2));
      const named = sources.map((lines, index) => lines.map((line) => ({ ...line, source: `s${index}` })));
      const given = (await inOrder(...named)).map(({ atMs }) => atMs);
      expect(given).toEqual(given.toSorted((a, b) => a - b));
    }),
  );
});

test('a backtrace is not torn by what another service writes meanwhile', async () => {
  const web = [
    lineAt('web', 10, 'NoMethodError (undefined method):'),
    lineAt('web', 12, '[1a2b3c] app/models/cart.rb:7:in `total’'),
    lineAt('web', 40, '    from app/controllers/carts.rb:3'),
    lineAt('web', 41, ''),
    lineAt('web', 90, 'GET /'),
  ];
  const worker = [lineAt('worker', 9, 'a'), lineAt('worker', 11, 'b'), lineAt('worker', 41, 'c')];
  expect(textsOf(await inOrder(web, worker))).toEqual(['a', ...textsOf(web.slice(0, 4)), 'b', 'c', 'GET /']);
});

test('a source that writes without a pause does not hold the others back', async () => {
  const busy = Array.from({ length: 3_000 }, (_, index) => lineAt('busy', index));
  const given = await inOrder(busy, [lineAt('calm', 500)]);
  const place = given.findIndex(({ source }) => source === 'calm');
  expect(place).toBeGreaterThanOrEqual(500);
  expect(place).toBeLessThan(525);
});

test('readings are ended when nobody wants more lines', async () => {
  let isEnded = false;
  async function* endless() {
    try {
      for (let atMs = 0; ; atMs += 1_000) yield lineAt('web', atMs);
    } finally {
      isEnded = true;
    }
  }
  for await (const _ of linesInOrder([endless()])) break;
  expect(isEnded).toBe(true);
});
