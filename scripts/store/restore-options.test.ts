import { expect, test } from 'vitest';
import { restoreOptions } from './restore-options.ts';
import { restoreLines } from './restore-text.ts';

const now = Date.UTC(2026, 10, 27, 9);
const read = (operands: readonly string[], options = {}) => restoreOptions({ operands, options }, now);

test('one key or a prefix is brought back: before its deletion, as of a time, or one version of it', () => {
  expect(read(['a'])).toEqual({ range: { key: 'a' }, wanted: { kind: 'before deletion' } });
  expect(read(['a'], { version: 'v' })).toEqual({
    range: { key: 'a' },
    wanted: { kind: 'version', versionId: 'v' },
  });
  expect(read([], { prefix: '', at: '2026-11-27T08:00:00Z' })).toEqual({
    range: { prefix: '' },
    wanted: { kind: 'at', atMs: now - 3_600_000 },
  });
});

test.each([
  [[], {}, 'give one key, or a --prefix'],
  [['a'], { prefix: 'b' }, 'give one key, or a --prefix'],
  [['a', 'b'], {}, "unexpected argument 'b'"],
  [['a'], { at: '2026-11-27T08:00:00Z', version: 'v' }, '--at and --version exclude each other'],
  [[], { prefix: 'a', version: 'v' }, '--version is of one key, not of a --prefix'],
])('the arguments %j with %j are refused', (operands, options, problem) => {
  expect(() => read(operands, options)).toThrow(
    expect.objectContaining({ code: 'BAD_ARGUMENT', exitCode: 2, message: `assets:restore: ${problem}` }),
  );
});

test('a restore says of each object what happens to it, and why others stay', () => {
  const version = (key: string) => ({
    ...{ key, versionId: 'v', modifiedMs: now, isLatest: false, content: { etag: 'e', bytes: 7 } },
  });
  const lines = restoreLines({
    restores: [
      { version: version('a'), isDeleted: true },
      ...Array.from({ length: 21 }, (_, index) => ({ version: version(`b${index}`), isDeleted: false })),
    ],
    left: [
      { key: 'c', why: 'it did not exist then' },
      { key: 'd', why: 'it is already so' },
      { key: 'e', why: 'it is already so' },
    ],
  });
  expect([...lines.slice(0, 2), ...lines.slice(20)]).toEqual([
    'a: the version of 2026-11-27 09:00:00 UTC, 7 bytes, which is deleted now',
    'b0: the version of 2026-11-27 09:00:00 UTC, 7 bytes, on top of a newer one, which is kept',
    '... and 2 more',
    'c: left as it is, since it did not exist then',
    '2 objects: left as they are, since they are already so',
  ]);
});
