import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRun, outOption } from './keep-run.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-run-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the folder for runs is made before there is a load, and nothing is left in it', async () => {
  const out = join(folder, 'reports', 'loadtest');
  expect(await outOption(out, 'usual')).toBe(out);
  expect(await readdir(out)).toEqual([]);
  expect(await outOption(undefined, out)).toBe(out);
});

test('a folder that cannot be written is refused', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'text');
  for (const out of [file, join(file, 'below'), '', ' ']) {
    await expect(outOption(out, 'usual')).rejects.toMatchObject({
      code: 'BAD_ARGUMENT',
      message: expect.stringContaining(`The folder '${out}' of --out cannot be written: `),
    });
  }
});

test('two runs of one second are both kept', async () => {
  const said: string[] = [];
  const keep = (text: string) => keepRun(folder, 'run', { 'a.txt': text }, (each) => said.push(each));
  expect([await keep('first'), await keep('second')]).toEqual([join(folder, 'run'), join(folder, 'run-2')]);
  expect(await readFile(join(folder, 'run-2', 'a.txt'), 'utf8')).toBe('second');
  expect(said).toEqual([]);
});

test('a run whose folder cannot be written any more is kept elsewhere, and that is said', async () => {
  const out = join(folder, 'out');
  await mkdir(out);
  await rm(out, { recursive: true });
  await writeFile(out, 'text');
  const said: string[] = [];
  const kept = await keepRun(out, 'run', { 'a.txt': 'text' }, (each) => said.push(each));
  expect(await readFile(join(kept, 'a.txt'), 'utf8')).toBe('text');
  expect(said.join()).toContain(kept);
  await rm(join(kept, '..'), { recursive: true });
});
