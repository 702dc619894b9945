import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectVersion } from './object-version.ts';
import { planRestore } from './plan-restore.ts';

function version(key: string, versionId: string, modifiedMs: number, etag?: string): ObjectVersion {
  const content = etag === undefined ? undefined : { etag, bytes: etag.length };
  return { key, versionId, modifiedMs, content, isLatest: false };
}

/** Of each object the one that was written last is what readers get. */
function bucket(...versions: readonly ObjectVersion[]): readonly ObjectVersion[] {
  const last = new Map(versions.map((each) => [each.key, each.versionId]));
  return versions.map((each) => ({ ...each, isLatest: last.get(each.key) === each.versionId }));
}

const photo = bucket(
  version('photo', 'v1', 1000, 'one'),
  version('photo', 'v2', 2000, 'two'),
  version('photo', 'gone', 3000),
);
const ids = (versions: readonly ObjectVersion[], wanted: Parameters<typeof planRestore>[1]) => {
  const { restores, left } = planRestore(versions, wanted);
  return [...restores.map((each) => each.version.versionId), ...left.map(({ why }) => why)];
};

test('what was deleted comes back as it was last', () => {
  expect(planRestore(photo, { kind: 'before deletion' })).toEqual({
    restores: [{ version: photo[1], isDeleted: true }],
    left: [],
  });
});

test('what is there is left alone without a time or a version', () => {
  expect(ids(photo.slice(0, 1), { kind: 'before deletion' })).toEqual(['it is there']);
});

test.each([
  [999, 'it did not exist then'],
  [1000, 'v1'],
  [1999, 'v1'],
  [2000, 'v2'],
  [3000, 'it was deleted then'],
])('at %i ms the version of that time is wanted', (atMs, expected) => {
  expect(ids(photo, { kind: 'at', atMs })).toEqual([expected]);
});

test('one version is brought back by its id, but no marker of a deletion', () => {
  expect(ids(photo, { kind: 'version', versionId: 'v1' })).toEqual(['v1']);
  expect(ids(photo, { kind: 'version', versionId: 'gone' })).toEqual(['it has no such version']);
  expect(ids(photo, { kind: 'version', versionId: 'v9' })).toEqual(['it has no such version']);
});

test('a second restore has nothing to do: what is there has the same content', () => {
  const restored = bucket(...photo, version('photo', 'v3', 4000, 'two'));
  expect(ids(restored, { kind: 'at', atMs: 2000 })).toEqual(['it is already so']);
  expect(ids(restored, { kind: 'at', atMs: 1000 })).toEqual(['v1']);
});

test('where only markers are left there is nothing to bring back', () => {
  expect(ids(bucket(version('a', 'gone', 1)), { kind: 'before deletion' })).toEqual(['no version is left']);
});

test('a deletion in the same second as what readers get now does not hide it', () => {
  const same = bucket(version('a', 'v1', 0, 'x'), version('a', 'gone', 1000), version('a', 'v2', 1000, 'y'));
  expect(ids(same, { kind: 'before deletion' })).toEqual(['it is there']);
  const deleted = bucket(version('a', 'v1', 1000, 'x'), version('a', 'gone', 1000));
  expect(ids(deleted, { kind: 'before deletion' })).toEqual(['v1']);
});

test('a prefix at a time brings back the content of that time of all objects that existed then, and touches no other', () => {
  const write = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    etag: fc.option(fc.constantFrom('x', 'yy', 'zzz'), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(write, { maxLength: 12 }), fc.integer({ min: 0, max: 13_000 }), (writes, atMs) => {
      const versions = bucket(
        ...writes.map(({ key, etag }, index) => version(key, `${index}`, (index + 1) * 1000, etag)),
      );
      const contentOf = (untilMs: number) =>
        Object.fromEntries(
          versions
            .filter(({ modifiedMs }) => modifiedMs <= untilMs)
            .map((each) => [each.key, each.content?.etag]),
        );
      const [then, now] = [contentOf(atMs), contentOf(Number.POSITIVE_INFINITY)];
      const { restores } = planRestore(versions, { kind: 'at', atMs });
      const after = {
        ...now,
        ...Object.fromEntries(restores.map((each) => [each.version.key, each.version.content?.etag])),
      };
      for (const key of Object.keys(now)) expect(after[key]).toBe(then[key] ?? now[key]);
    }),
  );
});
