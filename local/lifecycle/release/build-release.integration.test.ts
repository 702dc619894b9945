import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createProgress } from '../../../progress/progress.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import { openImageWorkshop } from '../../images/image-workshop.ts';
import { enginePlatform } from '../../images/platform.ts';
import { buildRelease } from './build-release.ts';

const engine = connectEngine();
const run = randomBytes(4).toString('hex');
const built = new Set<string>();

afterAll(async () => {
  for (const image of built) await engine.removeImage(image);
});

/** Builds a store of this Dockerfile, of which `files` are programs, for a platform. */
async function build(dockerfile: string, platform: string, files: Readonly<Record<string, Buffer>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'parity-platform-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), dockerfile);
  for (const [name, content] of Object.entries({ run: Buffer.from(run), ...files })) {
    await writeFile(join(folder, name), content);
    await chmod(join(folder, name), 0o755);
  }
  const workshop = openImageWorkshop(engine, {
    checkout: process.cwd(),
    environment: { ...process.env, STORE_CONTEXT: folder, STORE_IMAGE: '', STORE_KIND: '' },
  });
  const demand = { platform, tag: async () => 'tag', taken: async () => undefined };
  const made = await createProgress(() => undefined).step('Image', (step) =>
    buildRelease(workshop, demand, step),
  );
  built.add(made.image);
  return { made, details: await engine.inspectImage(made.image) };
}

async function otherPlatform(): Promise<string> {
  return (await enginePlatform(engine)) === 'linux/arm64' ? 'linux/amd64' : 'linux/arm64';
}

test('an image is built for the platform of the definition, beside that of this machine', async () => {
  const [own, other] = [await enginePlatform(engine), await otherPlatform()];
  const dockerfile = 'FROM scratch\nCOPY run /run\n';
  const here = await build(dockerfile, own);
  const there = await build(dockerfile, other);
  expect([here, there].map(({ details }) => `linux/${details?.architecture}`)).toEqual([own, other]);
  expect(there.made.image).toBe(`${here.made.image}-${other.split('/')[1]}`);
  // Found again, neither is built a second time.
  const again = await build(dockerfile, other);
  expect(again.details?.id).toBe(there.details?.id);
  expect((await engine.inspectImage(here.made.image))?.id).toBe(here.details?.id);
});

test('a build whose commands the engine cannot run says how to get emulation', async () => {
  const failed = build('FROM scratch\nCOPY sh /bin/sh\nRUN true\n', await otherPlatform(), { sh: program });
  const architecture = (await otherPlatform()).split('/')[1];
  await expect(failed).rejects.toMatchObject({
    code: 'NO_EMULATION',
    message: expect.stringContaining(`The image is built for linux/${architecture}`),
    hint: expect.stringContaining(`tonistiigi/binfmt --install ${architecture};`),
  });
});

/** The head of a program of an architecture that no machine has, so that no emulation that is there takes it. */
const program = (() => {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head.set([2, 1, 1], 4);
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(0xfffe, 18);
  head.writeUInt32LE(1, 20);
  head.writeUInt16LE(64, 52);
  return head;
})();
