import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pageFiles } from './page-files.ts';
import { pageFilesDigest, writePageFiles } from './write-page-files.ts';

const checkout = resolve(import.meta.dirname, '..', '..', '..');
const folder = await mkdtemp(join(tmpdir(), 'page-files-'));
await writePageFiles(checkout, folder);
const written = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const textOf = (path: string) => readFile(join(folder, path), 'utf8');

test('each file that a page asks a CDN for is there, under the path that it has there', () => {
  const { modules, copies, font } = pageFiles;
  const asked = [...Object.keys(modules), ...Object.keys(copies), font.path];
  const missing = asked.filter(
    (path) => !written.some((file) => file === path || file.startsWith(`${path}/`)),
  );
  expect(missing).toEqual([]);
});

test('modules import only each other, by relative paths', async () => {
  for (const path of written.filter((file) => /\.m?js$/.test(file) && !file.startsWith('es-module-shims'))) {
    const imports = [...(await textOf(path)).matchAll(/(?:from|^import|;import)"([^"]+)"/g)];
    const wrong = imports.filter(([, target = '']) => !written.includes(join(dirname(path), target)));
    expect([path, wrong.map(([, target]) => target)]).toEqual([path, []]);
  }
});

test('the files that style sheets ask for are there, except for formats that browsers do not need', async () => {
  for (const path of written.filter((file) => file.endsWith('.css'))) {
    const asked = [...(await textOf(path)).matchAll(/url\(["']?(?!data:)([^"')?#]+)/g)].map(
      ([, target = '']) => join(dirname(path), target),
    );
    const missing = asked.filter((file) => !written.includes(file) && !/\.(woff|ttf)$|\/1x1\//.test(file));
    expect([path, missing]).toEqual([path, []]);
  }
});

test('the modules export what Spree imports by name', async () => {
  const load = (path: string) => import(/* @vite-ignore */ join(folder, path));
  expect(Object.keys(await load('@paralleldrive/cuid2@2.2.2/index.js'))).toContain('createId');
  expect(Object.keys(await load('@uppy/utils@6.1.1/lib/RateLimitedQueue.js'))).toContain('RateLimitedQueue');
});

test('the font has the name that pages use', async () => {
  expect(await textOf(pageFiles.font.path)).not.toContain('Inter Variable');
});

test('the digest of the same packages is the same', async () => {
  expect(await pageFilesDigest(checkout)).toBe(await pageFilesDigest(checkout));
});
