import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { ImageDetails } from '../docker/engine.ts';
import { assetImageName } from './build-asset.ts';
import { buildTaskImages } from './build-task-images.ts';
import type { AssetImage } from './ensure-task-images.ts';

const image = 'registry/assets:ab12';
const step = { note: vi.fn(), result: vi.fn(), skip: vi.fn() };

beforeEach(() => vi.clearAllMocks());

/** A folder with a Dockerfile, and a `docker` first on the path that writes down how it was called. */
async function machine() {
  const folder = await mkdtemp(join(tmpdir(), 'spree-parity-assets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const directory = join(folder, 'asset.ab12');
  await mkdir(directory);
  await writeFile(join(directory, 'Dockerfile'), 'FROM base');
  await writeFile(join(folder, 'docker'), `#!/bin/sh\necho "$@" >> ${folder}/calls\n`);
  await chmod(join(folder, 'docker'), 0o755);
  return {
    source: { kind: 'folder', directory } as const,
    environment: { PATH: `${folder}:${process.env.PATH}` },
    calls: async () => await readFile(join(folder, 'calls'), 'utf8').catch(() => ''),
  };
}

/** An engine that has these images; the id of each is its name. */
function workshop(present: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
  const ids = new Map(present.map((name) => [name, name]));
  return {
    ids,
    environment,
    whenFree: async <T>(work: () => Promise<T>) => await work(),
    engine: {
      inspectImage: async (name: string) => details(ids.get(name)),
      tagImage: async (from: string, to: string) => void ids.set(to, ids.get(from) ?? from),
    },
  };
}

function details(id: string | undefined): ImageDetails | undefined {
  if (id === undefined) return undefined;
  return {
    ...{ id, digest: id, names: [], sizeBytes: 1, createdAt: new Date(0), architecture: 'amd64' },
    ...{ labels: {}, stopSignal: undefined, volumes: [] },
  };
}

function asset(source: AssetImage['origin']['asset']['source']): AssetImage {
  const origin = { kind: 'asset', asset: { name: 'Sidecar', source, destinations: [] } } as const;
  return { image, containers: ['web/sidecar'], origin };
}

const command = (program: string) =>
  asset({ kind: 'command', executable: [process.execPath, '-e', program], directory: tmpdir() });

it('builds an asset and gives its image the name that the template has for it', async () => {
  const { source, environment, calls } = await machine();
  const built = workshop([], environment);
  await buildTaskImages(built, [asset(source)], step);
  const name = await assetImageName(source);
  expect(await calls()).toContain(`build --network host --force-rm --tag ${name} `);
  expect(built.ids.get(image)).toBe(name);
  expect(step.result).toHaveBeenCalledWith('1 built');
});

it('does not build an image that exists, but still gives it its name', async () => {
  const { source, environment, calls } = await machine();
  const name = await assetImageName(source);
  const built = workshop([name], environment);
  await buildTaskImages(built, [asset(source)], step);
  expect([await calls(), built.ids.get(image)]).toEqual(['', name]);
  expect(step.skip).toHaveBeenCalledWith('present');
  await buildTaskImages(built, [], step);
  expect(step.skip).toHaveBeenLastCalledWith('none');
});

it('names the caches of an asset that it ignores', async () => {
  const { source, environment } = await machine();
  const cached = { ...source, cacheFrom: [{ type: 'gha' }], cacheTo: { type: 'gha' } };
  await buildTaskImages(workshop([], environment), [asset(cached)], step);
  expect(step.note).toHaveBeenCalledWith('cacheFrom, cacheTo: ignored, because the engine has its own cache');
});

it('leaves the image of an asset that it cannot build to the user', async () => {
  const { source, environment, calls } = await machine();
  const built = workshop([image], environment);
  await buildTaskImages(built, [asset({ ...source, dockerBuildSsh: 'default' })], step);
  expect([await calls(), built.ids.get(image)]).toEqual(['', image]);
});

it('runs the command of an asset each time, and takes the image that it names', async () => {
  const built = workshop(['made:1', 'made:2']);
  await buildTaskImages(built, [command('console.log("made:1")')], step);
  expect(step.result).toHaveBeenCalledTimes(1);
  await buildTaskImages(built, [command('console.log("made:1")')], step);
  expect(step.skip).toHaveBeenCalledWith('present');
  await buildTaskImages(built, [command('console.log("made:2")')], step);
  expect(step.result).toHaveBeenCalledTimes(2);
  expect(built.ids.get(image)).toBe('made:2');
});

it.each([
  ['console.error("no space"); process.exit(3)', 'ended with exit code 3: no space'],
  ['', 'printed no image name'],
  ['console.log("lost:1")', "printed 'lost:1', which is not the name of an image in the container engine"],
])('tells what went wrong with the command of an asset: %s', async (program, why) => {
  await expect(buildTaskImages(workshop([]), [command(program)], step)).rejects.toMatchObject({
    code: 'IMAGE_BUILD_FAILED',
    message: expect.stringContaining(`The command that builds Sidecar ${why}`),
  });
});
