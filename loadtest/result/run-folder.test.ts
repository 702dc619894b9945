import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  activityTo,
  alarmRule,
  recordedRun,
  scaledService,
  windowOf,
} from '../thresholds/testing/recorded-run.ts';
import { readRun } from './read-run.ts';
import { runFiles } from './run-files.ts';
import { runFolderName } from './run-folder-name.ts';
import { passedVerdict } from './testing/run-verdict.ts';
import { writeRun } from './write-run.ts';

const record = recordedRun([windowOf({ 'browse: home': [10, 20] })], {
  services: [
    scaledService({ rule: alarmRule, activities: [activityTo(4, 0, 1)], cpu: [{ atSeconds: 0, value: 9 }] }),
  ],
});

let parent = '';
let folder = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'runs-'));
  folder = join(parent, 'runs', 'spike');
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

test('a run is read as it was written', async () => {
  await writeRun(folder, { ...runFiles(passedVerdict, record), 'report.html': '<p>' });
  expect((await readdir(folder)).toSorted()).toEqual([
    ...['junit.xml', 'report.html', 'run.json.gz', 'verdict.json'],
  ]);
  expect(await readRun(folder)).toEqual(record);
  expect(await readdir(join(parent, 'runs'))).toEqual(['spike']);
});

test('a run never replaces another one', async () => {
  await writeRun(folder, { 'verdict.json': 'first' });
  await expect(writeRun(folder, { 'verdict.json': 'second' })).rejects.toMatchObject({ code: 'RUN_EXISTS' });
  await mkdir(`${folder}-2.incomplete`);
  await expect(writeRun(`${folder}-2`, {})).rejects.toMatchObject({ code: 'RUN_EXISTS' });
  expect(await readFile(join(folder, 'verdict.json'), 'utf8')).toBe('first');
});

test('a run that cannot be written to its end keeps what was written, and is known by its name', async () => {
  // Longer than names of files may be.
  const long = `${'x'.repeat(300)}.html`;
  await expect(writeRun(folder, { ...runFiles(passedVerdict, record), [long]: '' })).rejects.toMatchObject({
    code: 'RUN_NOT_WRITTEN',
    hint: `What was written, if anything, is in ${folder}.incomplete.`,
  });
  expect(await readdir(join(parent, 'runs'))).toEqual(['spike.incomplete']);
  for (const name of [folder, `${folder}.incomplete`]) {
    await expect(readRun(name)).rejects.toMatchObject({
      code: 'INCOMPLETE_RUN',
      message: `${folder}.incomplete is a run that was not written to its end`,
    });
  }
  // What is there can still be used.
  await rename(`${folder}.incomplete`, folder);
  expect(await readRun(folder)).toEqual(record);
});

test('a folder that cannot be made is named', async () => {
  const path = join(parent, 'file', 'run');
  await writeFile(join(parent, 'file'), '');
  await expect(writeRun(path, {})).rejects.toMatchObject({
    code: 'RUN_NOT_WRITTEN',
    message: expect.stringContaining(`${path} could not be written: `),
  });
});

test.each(['../elsewhere', 'a/b', '.hidden', ''])(
  '%j is no name of a file, and nothing is written',
  async (name) => {
    await expect(writeRun(folder, { 'verdict.json': '{}', [name]: '' })).rejects.toThrow(
      'is no name of a file',
    );
    expect(await readdir(parent)).toEqual([]);
  },
);

test('a folder that is not there, or is not a run, is named', async () => {
  await expect(readRun(folder)).rejects.toMatchObject({
    code: 'NO_SUCH_RUN',
    message: `There is no run at ${folder}`,
  });
  await expect(readRun(parent)).rejects.toMatchObject({
    code: 'NOT_A_RUN',
    message: `${parent} is not a run of a load test: it has no run.json.gz`,
  });
  await writeFile(join(parent, 'file'), '');
  await expect(readRun(join(parent, 'file'))).rejects.toMatchObject({ code: 'NOT_A_RUN' });
});

async function written(content: string | Uint8Array): Promise<string> {
  await writeRun(folder, { 'run.json.gz': content });
  return folder;
}

test.each([
  ['text', 'text'],
  ['a part of a run', gzipSync(JSON.stringify(record)).subarray(0, 100)],
  ['a file without JSON', gzipSync('{')],
  ['a file with another object', gzipSync('{"name": "x"}')],
  ['an empty file', ''],
  ['a run without its load', gzipSync(JSON.stringify({ ...record, load: {} }))],
])('%s is not a run', async (_, content) => {
  await expect(readRun(await written(content))).rejects.toMatchObject({ code: 'NOT_A_RUN' });
});

test('what is damaged in a run is named', async () => {
  const damaged = { ...record, plan: { ...record.plan, mix: { browse: 1 } } };
  await expect(readRun(await written(gzipSync(JSON.stringify(damaged))))).rejects.toThrow('plan.mix.search');
});

test('a run of a newer version says so, whatever else is in it', async () => {
  await expect(readRun(await written(gzipSync('{"version": 2}')))).rejects.toMatchObject({
    code: 'NEWER_RUN',
    message: `${folder} was written by a newer version (2 instead of 1)`,
  });
});

test('folders of runs are in the order in which they began, and their names are plain', () => {
  const startMs = Date.UTC(2026, 0, 5, 12, 0, 7, 999);
  expect(runFolderName(startMs, 'spike')).toBe('2026-01-05-120007-spike');
  expect(runFolderName(startMs, '../My shape!')).toBe('2026-01-05-120007-My-shape');
  expect(runFolderName(startMs, '…')).toBe('2026-01-05-120007-run');
});
