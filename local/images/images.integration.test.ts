import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgress, type ProgressEvent } from '../../progress/progress.ts';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { ensureFolderImage, type FolderImage } from './ensure-folder-image.ts';
import { ensureImages } from './ensure-images.ts';
import type { ImageUse } from './image-definition.ts';
import { openImageWorkshop } from './image-workshop.ts';

const checkout = process.cwd();
const engine = connectEngine();
const run = randomBytes(4).toString('hex');
const name = `test-${run}`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spree-parity-test-'));
  await writeFile(join(folder, 'Dockerfile'), 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY . /app\n');
  await writeFile(join(folder, 'content'), 'one');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
  for (const image of await engine.listImages({ 'dev.spree-parity.image': name })) {
    for (const tag of image.names) await engine.removeImage(tag);
  }
});

async function folderImage(environment: NodeJS.ProcessEnv = process.env): Promise<ImageUse> {
  const workshop = openImageWorkshop(engine, { checkout, environment });
  const image: FolderImage = {
    name,
    variable: 'TEST_IMAGE',
    version: '1',
    folder,
    isLeftOut: (path) => path === 'log',
    args: {},
    bases: [],
    additions: [{ from: join(checkout, 'package.json'), to: 'vendor/package.json' }],
  };
  const progress = createProgress(() => undefined);
  return await progress.step('Image', (step) => ensureFolderImage(workshop, image, step));
}

describe('images', () => {
  it('are obtained from some source, and are already there the second time', async () => {
    const events: ProgressEvent[] = [];
    const progress = createProgress((event) => events.push(event));
    const first = await ensureImages(engine, ['node', 'haproxy'], { checkout, progress });
    const second = await ensureImages(engine, ['node', 'haproxy'], { checkout, progress });
    expect([second.node, second.haproxy]).toEqual([
      { ...first.node, source: 'present' },
      { ...first.haproxy, source: 'present' },
    ]);
    const ends = events.filter((event) => event.type === 'ended').slice(2);
    expect(ends.map(({ outcome, result }) => `${outcome}: ${result}`)).toEqual([
      'skipped: present',
      'skipped: present',
    ]);
  });

  it('of a folder are built once for each content', async () => {
    const built = await folderImage();
    const again = await folderImage();
    await writeFile(join(folder, 'log'), 'left out');
    const withLog = await folderImage();
    await writeFile(join(folder, 'content'), 'two');
    const changed = await folderImage();
    expect([built.source, again, withLog, changed.source]).toEqual([
      'built',
      { ...built, source: 'present' },
      { ...built, source: 'present' },
      'built',
    ]);
    expect(changed.image).not.toBe(built.image);
  });

  it('that the user gives are taken as they are', async () => {
    const { image } = await folderImage();
    expect(await folderImage({ ...process.env, TEST_IMAGE: image })).toMatchObject({
      image,
      source: 'given',
    });
  });

  it('that cannot be obtained are a failure that names what was tried and the variable', async () => {
    const given = { ...process.env, TEST_IMAGE: '127.0.0.1:9/none:1' };
    await expect(folderImage(given)).rejects.toMatchObject({
      code: 'IMAGE_NOT_AVAILABLE',
      message: expect.stringContaining('  127.0.0.1:9/none:1: The image 127.0.0.1:9/none:1 cannot be pulled'),
      hint: expect.stringContaining('TEST_IMAGE'),
    });
  });

  it('whose build fails show the last lines of the build', async () => {
    await writeFile(
      join(folder, 'Dockerfile'),
      'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nRUN echo so it was; exit 3\n',
    );
    await expect(folderImage()).rejects.toMatchObject({
      code: 'IMAGE_NOT_AVAILABLE',
      message: expect.stringMatching(/ended with exit code \d+:[\s\S]*\nso it was\n/),
    });
  });
});
