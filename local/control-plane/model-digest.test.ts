import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelDigest } from './model-digest.ts';

test('another digest is given when the code of the model changes, and not when its tests do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'model-'));
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await mkdir(join(folder, 'testing'));
  await write('ecs.ts', 'a');
  const before = await modelDigest(folder);
  await write('ecs.test.ts', 'b');
  await write('testing/examples.ts', 'b');
  expect(await modelDigest(folder)).toBe(before);
  await write('ecs.ts', 'b');
  expect(await modelDigest(folder)).not.toBe(before);
  await rm(folder, { recursive: true });
});

test('that of this checkout is always the same', async () => {
  expect(await modelDigest()).toMatch(/^[0-9a-f]{16}$/);
  expect(await modelDigest()).toBe(await modelDigest());
});
