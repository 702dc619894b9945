import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestSources } from './source-files.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'));
  await mkdir(join(folder, 'stack', 'testing'), { recursive: true });
  await writeFile(join(folder, 'stack', 'app.ts'), 'one');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function digest(): string {
  const hash = createHash('sha256');
  digestSources(hash, folder, { endings: ['.ts'], isLeftOut: (path) => path === 'stack/testing' });
  return hash.digest('hex');
}

test.each([
  ['content', 'stack/app.ts'],
  ['set', 'stack/network.ts'],
])("the digest of a folder's sources changes with their %s", async (_, path) => {
  const before = digest();
  await writeFile(join(folder, path), 'two');
  expect(digest()).not.toBe(before);
});

test('other files, what is left out and hidden files do not change it', async () => {
  const before = digest();
  await writeFile(join(folder, 'stack', 'notes.md'), '');
  await writeFile(join(folder, 'stack', 'testing', 'app.ts'), '');
  await symlink('/nowhere', join(folder, 'stack', '.#app.ts'));
  expect(digest()).toBe(before);
});
