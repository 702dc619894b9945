import { chmod, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readRebuiltFile, readStateFile, writePrivateFile, writeStateFile } from './state-file.ts';

const schema = z.object({ count: z.number() });
const folder = () => mkdtemp(join(tmpdir(), 'state-'));

test('what is written is read back, and only the owner may read it', async () => {
  const path = join(await folder(), 'deep', 'state.json');
  await writeStateFile(path, { count: 3 });
  expect(await readStateFile(path, schema)).toEqual({ count: 3 });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a file is replaced only by another content, or where others could read it', async () => {
  const path = join(await folder(), 'state');
  const inodeAfter = async (content: string) => {
    await writePrivateFile(path, content);
    return (await stat(path)).ino;
  };
  const first = await inodeAfter('one');
  expect(await inodeAfter('one')).toBe(first);
  expect(await inodeAfter('two')).not.toBe(first);
  await chmod(path, 0o644);
  await inodeAfter('two');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a missing file is no state', async () => {
  expect(await readStateFile(join(await folder(), 'none.json'), schema)).toBeUndefined();
});

test('an unreadable file is set aside and named, never overwritten', async () => {
  const path = join(await folder(), 'state.json');
  await writePrivateFile(path, '{"count": "th');
  await expect(readStateFile(path, schema)).rejects.toMatchObject({ code: 'STATE_UNREADABLE' });
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"count": "th');
  expect(await readStateFile(path, schema)).toBeUndefined();
  await writePrivateFile(path, 'again');
  await expect(readStateFile(path, schema)).rejects.toThrow(`${path}.unreadable-2`);
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"count": "th');
  expect(await readFile(`${path}.unreadable-2`, 'utf8')).toBe('again');
});

test('a file that the next start writes again is set aside silently', async () => {
  const path = join(await folder(), 'state.json');
  await writePrivateFile(path, '{"count": null}');
  expect(await readRebuiltFile(path, schema)).toBeUndefined();
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"count": null}');
});
