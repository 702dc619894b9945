import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeStoreContext } from './write-store-context.ts';

const checkout = resolve(import.meta.dirname, '..', '..', '..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-context-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the folder has the store with its gems and what pages would load from CDNs, of the demo store only what both share, and no logs', async () => {
  const gems = join(folder, 'gems');
  await writeFile(join(await made(gems), 'rake-13.0.0.gem'), '');
  const to = join(folder, 'context');
  await writeStoreContext(checkout, { STORE_GEMS: gems }, to);
  const entries = await readdir(to);
  expect(entries).toEqual(expect.arrayContaining(['Dockerfile', 'Gemfile.lock', 'app', 'config', 'public']));
  expect(entries.filter((name) => ['log', 'tmp'].includes(name))).toEqual([]);
  expect(
    (await readdir(join(to, 'demo'), { recursive: true })).filter((path) => path.endsWith('.rb')),
  ).toEqual(expect.arrayContaining(['lib/migration_guard.rb', 'lib/migration_guard/schema.rb']));
  expect(await readdir(join(to, 'demo'))).toEqual(['lib']);
  expect(await readdir(join(to, 'demo', 'lib'))).toEqual([
    'live_code.rb',
    'migration_guard',
    'migration_guard.rb',
  ]);
  expect(await readdir(join(to, 'vendor', 'cache'))).toEqual(['rake-13.0.0.gem']);
  expect(await readdir(join(to, 'lib', 'assets', 'npm'))).toContain('swiper@11.2.2');
});

test('a folder that has something is refused', async () => {
  const to = await made(join(folder, 'full'));
  await writeFile(join(to, 'key.pem'), '');
  await expect(writeStoreContext(checkout, {}, to)).rejects.toMatchObject({
    code: 'STORE_CONTEXT_NOT_EMPTY',
    exitCode: 2,
  });
  expect(await readdir(to)).toEqual(['key.pem']);
});

async function made(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return path;
}
