import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LiveFolder, putForCheck, readChanges, stage } from './live-folder.ts';
import type { FileChange } from './plan-changes.ts';

let base: string;
let context: string;
let folder: LiveFolder;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'live-folder-'));
  context = join(base, 'checkout');
  folder = {
    id: 'a',
    controlFolder: join(base, 'live', 'control'),
    mounts: [
      { path: 'app', kind: 'folder', target: '/app/app', hostPath: join(base, 'live', 'mount-0') },
      {
        path: 'server.mjs',
        kind: 'file',
        target: '/app/server.mjs',
        hostPath: join(base, 'live', 'mount-1'),
      },
    ],
  };
  await Promise.all([
    mkdir(folder.controlFolder, { recursive: true }),
    mkdir(join(context, 'app'), { recursive: true }),
  ]);
  await mkdir(join(base, 'live', 'mount-0'));
  await writeFile(join(base, 'live', 'mount-1'), 'first');
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

const inTask = (path: string) => join(base, 'live', 'mount-0', path);
const version = () => readFile(join(folder.controlFolder, 'version'), 'utf8');

async function write(path: string, text: string): Promise<FileChange> {
  await mkdir(dirname(join(context, path)), { recursive: true });
  await writeFile(join(context, path), text);
  return { path, kind: 'written' };
}

async function show(...changes: readonly FileChange[]) {
  return await stage(folder, await readChanges(folder, context, changes));
}

test('tasks get a file with its folders, readable for every user, whatever its mode and the mask', async () => {
  const before = process.umask(0o077);
  try {
    const change = await write('app/views/index.erb', 'hello');
    await chmod(join(context, 'app/views/index.erb'), 0o600);
    await show(change);
  } finally {
    process.umask(before);
  }
  expect(await readFile(inTask('views/index.erb'), 'utf8')).toBe('hello');
  expect((await stat(inTask('views/index.erb'))).mode & 0o777).toBe(0o644);
  expect((await stat(inTask('views'))).mode & 0o777).toBe(0o755);
});

test('a program stays one, and a link stays a link', async () => {
  const change = await write('app/run', '#!/bin/sh');
  await chmod(join(context, 'app/run'), 0o700);
  await symlink('run', join(context, 'app/link'));
  await show(change, { path: 'app/link', kind: 'written' });
  expect((await stat(inTask('run'))).mode & 0o777).toBe(0o755);
  expect(await readlink(inTask('link'))).toBe('run');
});

test('what is as it was is no change, whatever its time', async () => {
  const change = await write('app/a.rb', 'one');
  await show(change);
  await write('app/a.rb', 'one');
  expect(await readChanges(folder, context, [change])).toEqual([]);
});

test('a change of the same length within a second has another second, by which caches of code know files', async () => {
  await show(await write('app/a.rb', 'one'));
  const first = (await stat(inTask('a.rb'))).mtimeMs;
  await show(await write('app/a.rb', 'two'));
  expect(Math.floor((await stat(inTask('a.rb'))).mtimeMs / 1000)).toBeGreaterThan(Math.floor(first / 1000));
});

test('a deleted file goes, with the folders that have nothing else', async () => {
  const change = await write('app/admin/pages/a.rb', '');
  await show(change, await write('app/b.rb', ''));
  await unlink(join(context, 'app/admin/pages/a.rb'));
  await show({ path: 'app/admin/pages/a.rb', kind: 'deleted' });
  await expect(stat(inTask('admin'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await stat(inTask('b.rb'))).isFile()).toBe(true);
});

test('a folder may become a file, and a file a folder', async () => {
  await show(await write('app/a/b.rb', ''), await write('app/c', 'file'));
  await rm(join(context, 'app'), { recursive: true });
  const changes = [await write('app/a', 'now a file'), await write('app/c/d.rb', 'below')];
  await show({ path: 'app/a/b.rb', kind: 'deleted' }, { path: 'app/c', kind: 'deleted' }, ...changes);
  expect(await readFile(inTask('a'), 'utf8')).toBe('now a file');
  expect(await readFile(inTask('c/d.rb'), 'utf8')).toBe('below');
});

test('a file that is mounted by itself stays the same file', async () => {
  const mount = join(base, 'live', 'mount-1');
  const { ino } = await lstat(mount);
  await show(await write('server.mjs', 'second'));
  expect(await readFile(mount, 'utf8')).toBe('second');
  expect((await lstat(mount)).ino).toBe(ino);
});

test('each change has a version of its own, and so has going back to what was there before', async () => {
  await show(await write('app/a.rb', 'one'));
  const first = await version();
  const before = await show(await write('app/a.rb', 'two'), await write('app/new.rb', ''));
  const second = await version();
  await stage(folder, before.toReversed());
  expect(new Set([first, second, await version()]).size).toBe(3);
  expect(await readFile(inTask('a.rb'), 'utf8')).toBe('one');
  await expect(stat(inTask('new.rb'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what is to be checked is there alone, under its path', async () => {
  const change = await write('app/a.rb', 'one');
  await putForCheck(folder, await readChanges(folder, context, [await write('app/old.rb', '')]));
  await putForCheck(folder, await readChanges(folder, context, [change]));
  const incoming = join(folder.controlFolder, 'incoming');
  expect(await readFile(join(incoming, 'app/a.rb'), 'utf8')).toBe('one');
  await expect(stat(join(incoming, 'app/old.rb'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a file outside of what is mounted is none of the tasks', async () => {
  expect(await readChanges(folder, context, [await write('README.md', '')])).toEqual([]);
});
