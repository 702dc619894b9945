import { expect, test } from 'vitest';
import { keptReleases, type PublishedRelease, planCleaning } from './publication.ts';

const release = (
  name: string,
  publishedAtMs: number,
  digests: Readonly<Record<string, string>>,
  isServed = true,
): PublishedRelease => ({
  ...{ release: name, image: '', publishedAtMs, isServed },
  ...{ keys: Object.keys(digests), digests },
});

test('what an interrupted publication left is deleted, and what another release has stays', () => {
  const plan = planCleaning(release('b', 2, { 'assets/same.js': '1', 'assets/b.css': '2' }), {
    releases: [release('a', 1, { 'assets/same.js': '0', 'assets/a.css': '3' })],
    keys: ['assets/same.js', 'assets/a.css', 'assets/b.css', 'assets/left.css'],
    contents: ['0', '1', '9'],
  });
  expect(plan).toEqual({ forgotten: [], unused: ['assets/left.css'], unusedContents: ['9'] });
});

test('a release that is served again counts once, as the newest', () => {
  const others = Array.from({ length: keptReleases }, (_, index) =>
    release(`r${index}`, index, { [`assets/r${index}.css`]: `${index}` }),
  );
  const again = release('r0', 100, { 'assets/r0.css': '0' });
  const keys = others.flatMap((other) => other.keys);
  expect(planCleaning(again, { releases: others, keys, contents: [] })).toEqual({
    ...{ forgotten: [], unused: [], unusedContents: [] },
  });
});

test('releases that failed push out none that served', () => {
  const served = Array.from({ length: keptReleases }, (_, index) => release(`r${index}`, index, {}));
  const failed = Array.from({ length: 10 }, (_, index) => release(`f${index}`, 10 + index, {}, false));
  const { forgotten } = planCleaning(release('new', 100, {}), {
    ...{ releases: [...served, ...failed], keys: [], contents: [] },
  });
  expect(forgotten).toEqual(['r0']);
});

test('a release that failed before the one that served last is forgotten', () => {
  const releases = [release('failed', 1, {}, false), release('served', 2, {})];
  const plan = planCleaning(release('new', 3, {}), { releases, keys: [], contents: [] });
  expect(plan.forgotten).toEqual(['failed']);
});
