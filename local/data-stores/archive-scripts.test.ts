import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../processes/run.ts';

const scripts = join(import.meta.dirname, 'postgres');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-scripts-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function script(name: string, ...args: readonly string[]): Promise<string> {
  return (await run('sh', [join(scripts, `${name}.sh`), ...args], { cwd: folder })).stdout;
}

const segment = (number: number) => `00000001000000000000000${number}`;

test('a finished segment of the WAL is kept, compressed, once there is a backup to apply it to', async () => {
  const path = join(folder, 'segment');
  await writeFile(path, 'written');
  await script('archive', path, join(folder, 'wal', segment(1)));
  await mkdir(join(folder, 'wal'));
  await script('archive', path, join(folder, 'wal', segment(2)));
  expect(await readdir(join(folder, 'wal'))).toEqual([`${segment(2)}.gz`]);
  const kept = await readFile(join(folder, 'wal', `${segment(2)}.gz`));
  expect(gunzipSync(kept).toString()).toBe('written');
  await script('fetch-segment', join(folder, 'wal', `${segment(2)}.gz`), join(folder, 'fetched'));
  expect(await readFile(join(folder, 'fetched'), 'utf8')).toBe('written');
});

test('a segment that the archive does not have is not fetched, which ends a recovery', async () => {
  await expect(script('fetch-segment', join(folder, 'none.gz'), join(folder, 'fetched'))).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});

test('segments before the first that is needed are deleted, and histories of timelines stay', async () => {
  const names = [segment(1), segment(2), `${segment(2)}.00000028.backup`, segment(3), '00000001.history'];
  for (const name of names) await writeFile(join(folder, `${name}.gz`), 'x');
  expect(Number(await script('prune-archive', folder, segment(3)))).toBeGreaterThan(0);
  expect((await readdir(folder)).toSorted()).toEqual(['00000001.history.gz', `${segment(3)}.gz`]);
});

test('a backup deletes what an interrupted one has left, and a snapshot leaves others alone', async () => {
  const programs = join(folder, 'programs');
  await mkdir(programs);
  const fake = async (name: string, text: string) => {
    await writeFile(join(programs, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(programs, name), 0o755);
  };
  await fake('psql', `echo ${segment(4)}`);
  await fake(
    'pg_basebackup',
    'for a; do case $a in --pgdata=*) mkdir "$(echo "$a" | cut -d= -f2)" ;; esac; done',
  );
  const text = await readFile(join(scripts, 'back-up.sh'), 'utf8');
  await writeFile(join(folder, 'back-up.sh'), text.replace('/usr/lib/postgresql/16/bin', programs));
  const backUp = (...args: readonly string[]) => run('sh', [join(folder, 'back-up.sh'), ...args]);
  for (const left of ['backups/old.new', 'snapshots/other.new']) {
    await mkdir(join(folder, left), { recursive: true });
  }
  const { stdout } = await backUp(join(folder, 'backups/1'), join(folder, 'wal'));
  await backUp(join(folder, 'snapshots/kept'));
  expect(stdout).toMatch(new RegExp(`^${segment(4)} \\d+\n?$`));
  expect(await readdir(join(folder, 'backups'))).toEqual(['1']);
  expect((await readdir(join(folder, 'snapshots'))).toSorted()).toEqual(['kept', 'other.new']);
});
