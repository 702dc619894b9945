import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeRun } from '../compare/testing/made-run.ts';
import type { RunRecord } from '../record/run-record.ts';
import { keptNights } from './kept-nights.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nights-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (startMs: number): RunRecord => madeRun({ seed: 1, seconds: 5, startMs });

function kept(mostNights = 3) {
  const unreadable: string[] = [];
  const parse = (text: string): RunRecord => JSON.parse(text);
  const tell = (file: string) => void unreadable.push(file);
  return { nights: keptNights({ folder, parse, unreadable: tell, mostNights }), unreadable };
}

test('records of a scenario are read as they were kept, the oldest first', async () => {
  const { nights } = kept();
  await nights.keep(run(2_000));
  await nights.keep(run(1_000));
  expect(await nights.read('average')).toEqual([run(1_000), run(2_000)]);
  expect(await nights.read('spike')).toEqual([]);
});

test('what is older than the last nights is deleted', async () => {
  const { nights } = kept(2);
  for (const startMs of [1_000, 2_000, 3_000]) await nights.keep(run(startMs));
  expect(await readdir(folder)).toEqual([
    'average_1970-01-01T00-00-02.000Z.json.gz',
    'average_1970-01-01T00-00-03.000Z.json.gz',
  ]);
});

test('files that cannot be read are left out and named', async () => {
  const { nights, unreadable } = kept();
  await writeFile(join(folder, 'average_broken.json.gz'), 'no gzip');
  await nights.keep(run(1_000));
  expect(await nights.read('average')).toHaveLength(1);
  expect(unreadable).toEqual(['average_broken.json.gz']);
});
