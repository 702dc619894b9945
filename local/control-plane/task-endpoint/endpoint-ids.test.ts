import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '../../../failure/secret.ts';
import { endpointIds, keepEndpointKey } from './endpoint-ids.ts';

let path = '';

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'endpoint-ids-')), 'endpoint.key');
});

afterEach(() => rm(join(path, '..'), { recursive: true }));

const idOf = async (taskId: string, secret = 'secret of the environment') =>
  endpointIds(await keepEndpointKey(path, new Secret(secret)))(taskId);

test.each([
  ['is lost', () => rm(path)],
  ['is damaged', () => writeFile(path, '\u0000'.repeat(64))],
])('a task keeps the id of its endpoints when the file of the key %s', async (_title, spoil) => {
  const before = await idOf('a');
  await spoil();
  expect(await idOf('a')).toBe(before);
});

test('ids differ between tasks and between environments', async () => {
  const ids = [await idOf('a'), await idOf('b')];
  await rm(path);
  ids.push(await idOf('a', 'secret of another one'));
  expect(new Set(ids).size).toBe(3);
  expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('a key that an earlier version made at random goes on, and nobody else reads it', async () => {
  await idOf('a');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(path, 'ab'.repeat(32));
  const before = await idOf('a');
  expect(await idOf('a', 'secret of another one')).toBe(before);
});
