import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFolder, hashOf } from './content-hash.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-hash-'));
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'a'), '1');
  await writeFile(join(folder, 'sub/b'), '2');
});
afterEach(() => rm(folder, { recursive: true }));

describe('hashFolder', () => {
  it('stays the same while nothing changes', async () => {
    expect(await hashFolder(folder)).toBe(await hashFolder(folder));
  });

  it('changes with a content, a name and the target of a link', async () => {
    const hashes = [await hashFolder(folder)];
    await writeFile(join(folder, 'sub/b'), '3');
    hashes.push(await hashFolder(folder));
    await rename(join(folder, 'a'), join(folder, 'c'));
    hashes.push(await hashFolder(folder));
    await symlink('c', join(folder, 'link'));
    hashes.push(await hashFolder(folder));
    expect(new Set(hashes).size).toBe(4);
  });

  it('does not look at what is left out', async () => {
    const isLeftOut = (path: string) => path === 'sub';
    const before = await hashFolder(folder, isLeftOut);
    await writeFile(join(folder, 'sub/b'), '3');
    expect(await hashFolder(folder, isLeftOut)).toBe(before);
  });
});

it('tells apart texts that join to the same', () => {
  expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']));
});
