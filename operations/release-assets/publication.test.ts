import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptReleases, type PublishedRelease, planPublication } from './publication.ts';

const release = (name: string, publishedAtMs: number, keys: readonly string[]): PublishedRelease => ({
  release: name,
  publishedAtMs,
  keys,
});

test('the first release uploads all of its assets', () => {
  const first = release('a', 1, ['assets/a.css', 'assets/a.js']);
  expect(planPublication(first, { releases: [], keys: [] })).toEqual({
    missing: ['assets/a.css', 'assets/a.js'],
    forgotten: [],
    unused: [],
  });
});

test('what an interrupted publication left is deleted, and what another release has stays', () => {
  const plan = planPublication(release('b', 2, ['assets/same.js', 'assets/b.css']), {
    releases: [release('a', 1, ['assets/same.js', 'assets/a.css'])],
    keys: ['assets/same.js', 'assets/a.css', 'assets/left.css'],
  });
  expect(plan).toEqual({ missing: ['assets/b.css'], forgotten: [], unused: ['assets/left.css'] });
});

test('a release that is published again counts once, as the newest', () => {
  const others = Array.from({ length: keptReleases }, (_, index) =>
    release(`r${index}`, index, [`assets/r${index}.css`]),
  );
  const again = release('r0', 100, ['assets/r0.css']);
  const plan = planPublication(again, { releases: others, keys: others.flatMap(({ keys }) => keys) });
  expect(plan).toEqual({ missing: [], forgotten: [], unused: [] });
});

test('after any sequence of releases, there is what the last ones have, and nothing else', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const keys = fc.uniqueArray(fc.constantFrom(...'123456789'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(names, keys), { minLength: 1, maxLength: 30 }), (sequence) => {
      let state: { releases: readonly PublishedRelease[]; keys: readonly string[] } = {
        releases: [],
        keys: [],
      };
      for (const [index, [name, own]] of sequence.entries()) {
        const published = release(name, index, own);
        const plan = planPublication(published, state);
        const stay = state.releases.filter(
          (each) => each.release !== name && !plan.forgotten.includes(each.release),
        );
        state = {
          releases: [...stay, published],
          keys: [...state.keys, ...plan.missing].filter((key) => !plan.unused.includes(key)),
        };
      }
      const latest = new Map(sequence.map(([name, own], index) => [name, { index, own }]));
      const last = [...latest.values()].toSorted((one, other) => other.index - one.index);
      const expected = new Set(last.slice(0, keptReleases).flatMap(({ own }) => own));
      expect(new Set(state.keys)).toEqual(expected);
      expect(state.keys.length).toBe(expected.size);
      expect(state.releases.length).toBe(Math.min(keptReleases, latest.size));
    }),
  );
});
