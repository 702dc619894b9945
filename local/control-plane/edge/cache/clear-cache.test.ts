import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { type Invalidated, isInvalidated, parseInvalidationPath } from '../../model/invalidation-path.ts';
import { clearCache } from './clear-cache.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edge-cache-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** As nginx lays it out: a head with any bytes, the key on a line of its own, and the answer. */
async function keep(name: string, key: string): Promise<void> {
  const place = join(folder, name.slice(-1), name.slice(-3, -1));
  await mkdir(place, { recursive: true });
  const head = Buffer.from([5, 0, 0, 10, 255, 13, 10, 200]);
  await writeFile(
    join(place, name),
    Buffer.concat([head, Buffer.from(`\nKEY: ${key}\nHTTP/1.1 200 OK\r\n\r\nKEY: no key\n`)]),
  );
}

async function kept(): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).toSorted();
}

describe('clearing the cache', () => {
  it('takes away what is meant, with what is just being written, and leaves the rest', async () => {
    await keep('aaa1', 'edge_0_0 /a gzip');
    await keep('aaa1.0000000001', 'edge_0_0 /a gzip');
    await keep('bbb2', 'edge_0_0 /b gzip');
    await writeFile(join(folder, 'other'), 'no object of a cache');
    expect(await clearCache(folder, (key) => key === 'edge_0_0 /a gzip')).toBe(2);
    expect(await kept()).toEqual(['bbb2', 'other']);
  });

  it('reads the key of the longest URL', async () => {
    const url = `/${'x'.repeat(8191)}`;
    await keep('ccc3', `edge_0_0 ${url} ${'cookie'.repeat(4000)}`);
    expect(await clearCache(folder, (key) => key.split(' ')[1] === url)).toBe(1);
  });

  it('has nothing to do before there is a cache', async () => {
    expect(await clearCache(join(folder, 'none'), () => true)).toBe(0);
  });
});

const named = (text: string): Invalidated => {
  const path = parseInvalidationPath(text);
  return { distribution: 0, paths: path === undefined ? [] : [path], defaultRootObject: 'index.html' };
};

test.each([
  ['/a', '/a', true],
  ['/a', '/a/', false],
  ['/a', '/ab', false],
  ['/a', '/a?page=2', false],
  ['/a?page=2', '/a?page=2', true],
  ['/a?page=2', '/a', false],
  ['/a*', '/a', true],
  ['/a*', '/a?page=2', true],
  ['/a*', '/ab/c', true],
  ['/a/*', '/a', false],
  ['/a/*', '/a/b', true],
  ['/A', '/a', false],
  ['/*', '/', true],
  ['/*', '/anything?at=all', true],
  ['/', '/', true],
  ['/', '/index.html', true],
  ['/index.html', '/index.html', true],
  ['/', '/a', false],
])('an invalidation of %s names %s: %s', (path, url, expected) => {
  expect(isInvalidated(`edge_0_3 ${url} en gzip`, named(path))).toBe(expected);
});

test('an invalidation names all variants of an object, in all behaviors, and none of another distribution', () => {
  const keys = [
    'edge_0_0 /a',
    'edge_0_103 /a br,gzip',
    'edge_0_1 /a cookie=1|2 gzip',
    'edge_1_0 /a',
    'edge_10_0 /a',
  ];
  expect(keys.map((key) => isInvalidated(key, named('/a')))).toEqual([true, true, true, false, false]);
});

test.each(['a', '', '*', '/a*b', '/*/a', '/a b', `/${'x'.repeat(4000)}`])(
  '%s is no path of an invalidation',
  (text) => {
    expect(parseInvalidationPath(text)).toBeUndefined();
  },
);
