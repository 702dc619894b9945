import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileChange } from './plan-changes.ts';
import { watchFiles } from './watch-files.ts';

let folder: string;
let close: () => Promise<void>;
let changes: FileChange[];
let seen: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watch-files-'));
  await mkdir(join(folder, 'app/models'), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await writeFile(join(folder, 'app/models/a.rb'), 'one');
  await writeFile(join(folder, 'app/models/b.rb'), 'one');
  changes = [];
  seen = () => {};
  close = await watchFiles({
    folder,
    isLeftOut: (path) => path === 'node_modules',
    onChange: (change) => {
      changes.push(change);
      seen();
    },
    onError: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** Ends once all of these were told. */
async function told(...wanted: readonly FileChange[]): Promise<void> {
  const isTold = () =>
    wanted.every(({ path, kind }) => changes.some((each) => each.path === path && each.kind === kind));
  while (!isTold()) {
    await new Promise<void>((resolve) => {
      seen = resolve;
    });
  }
}

test('a file that is written in place is told by its path', async () => {
  await writeFile(join(folder, 'app/models/a.rb'), 'two');
  await told({ path: 'app/models/a.rb', kind: 'written' });
});

test('a file that an editor puts in the place of another one is told', async () => {
  await writeFile(join(folder, 'app/models/a.rb.new'), 'two');
  await rename(join(folder, 'app/models/a.rb.new'), join(folder, 'app/models/a.rb'));
  await told({ path: 'app/models/a.rb', kind: 'written' });
});

test('deleted, renamed and new files are told, and those of folders that are new themselves', async () => {
  await unlink(join(folder, 'app/models/a.rb'));
  await rename(join(folder, 'app/models/b.rb'), join(folder, 'app/models/c.rb'));
  await mkdir(join(folder, 'lib/deep/deeper'), { recursive: true });
  await writeFile(join(folder, 'lib/deep/deeper/d.rb'), '');
  await told(
    { path: 'app/models/a.rb', kind: 'deleted' },
    { path: 'app/models/b.rb', kind: 'deleted' },
    { path: 'app/models/c.rb', kind: 'written' },
    { path: 'lib/deep/deeper/d.rb', kind: 'written' },
  );
});

test('a burst of five hundred files in new folders is told whole', async () => {
  const paths = Array.from({ length: 500 }, (_, index) => `app/${index % 20}/file-${index}.rb`);
  for (const path of paths) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), '');
  }
  await told(...paths.map((path): FileChange => ({ path, kind: 'written' })));
});

test('a link is told, and what it leads to is not looked into', async () => {
  await symlink('/etc', join(folder, 'app/link'));
  await told({ path: 'app/link', kind: 'written' });
  expect(changes.filter(({ path }) => path.startsWith('app/link/'))).toEqual([]);
});

test('what is left out is not told', async () => {
  await writeFile(join(folder, 'node_modules/index.js'), '');
  await writeFile(join(folder, 'app/last.rb'), '');
  await told({ path: 'app/last.rb', kind: 'written' });
  expect(changes.map(({ path }) => path)).toEqual(['app/last.rb']);
});
