import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jsonLog } from '../logger.ts';
import { openLogCursors } from './log-cursors.ts';
import { saveCursors } from './save-cursors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cursors-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a disk that fails is said once, and the cursors are written when it works again', async () => {
  const path = join(folder, 'cursors.json');
  const logged: string[] = [];
  const stop = new AbortController();
  const cursors = openLogCursors(path);
  cursors.set('c1', { at: 1000, lines: 2 });
  await mkdir(`${path}.new`);
  const looks: number[] = [];
  const sleep = async (milliseconds: number) => {
    looks.push(milliseconds);
    if (looks.length === 3) await rm(`${path}.new`, { recursive: true });
    if (looks.length === 5) stop.abort();
  };
  const log = jsonLog(
    (line) => logged.push(line),
    () => 0,
  );
  await saveCursors({ cursors, log, clock: { now: () => 0, sleep }, signal: stop.signal });
  expect(logged).toHaveLength(1);
  expect(openLogCursors(path).get('c1')).toEqual({ at: 1000, lines: 2 });
});
