import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { imageId } from './image-id.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-id-'));
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** What `docker image inspect` writes and ends with. */
async function docker(script: string): Promise<void> {
  await writeFile(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'docker'), 0o755);
}

const { signal } = new AbortController();

test('an image is known by its id', async () => {
  await docker('echo sha256:0123');
  expect(await imageId('shop:1', signal)).toBe('sha256:0123');
});

test('an image that the engine does not have is a wrong value', async () => {
  await docker('echo "Error response from daemon: No such image: shop:1" >&2; exit 1');
  await expect(imageId('shop:1', signal)).rejects.toMatchObject({
    ...{ code: 'NO_SUCH_IMAGE', exitCode: 2 },
    message: 'The container engine has no image shop:1',
  });
});

test('an engine that does not answer is not taken for one without the image', async () => {
  await docker('echo "Cannot connect to the Docker daemon" >&2; exit 1');
  await expect(imageId('shop:1', signal)).rejects.toMatchObject({ code: 'PROCESS_FAILED' });
});
