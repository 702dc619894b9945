import { expect, it, vi } from 'vitest';
import type { ImageDetails } from '../docker/engine.ts';
import { findTaskImages, sortTaskImages } from './ensure-task-images.ts';
import type { TaskImage } from './task-image.ts';

const step = { note: () => undefined, result: vi.fn(), skip: vi.fn() };
const own: TaskImage = {
  image: 'registry/shop:old',
  containers: ['web/app', 'worker/app'],
  origin: { kind: 'own-repository', repository: 'Images' },
};
const public1: TaskImage = { image: 'nginx:1', containers: ['web/nginx'], origin: { kind: 'registry' } };
const sidecar: TaskImage = {
  image: 'registry/assets:ab12',
  containers: ['web/sidecar'],
  origin: {
    kind: 'asset',
    asset: {
      name: 'Sidecar',
      source: { kind: 'folder', directory: '/a', dockerBuildSsh: 'default' },
      destinations: [],
    },
  },
};

function workshop(present: readonly string[]) {
  const pulled: string[] = [];
  return {
    pulled,
    engine: { inspectImage: async (name: string) => (present.includes(name) ? details(name) : undefined) },
    pull: async (image: string) => {
      pulled.push(image);
      return { pulled: false, why: 'docker.io does not respond', registryAnswers: false } as const;
    },
  };
}

function details(name: string): ImageDetails {
  return {
    id: 'sha256:1',
    digest: 'sha256:1',
    names: [name],
    sizeBytes: 1,
    createdAt: new Date(0),
    architecture: 'amd64',
    labels: {},
    stopSignal: undefined,
    volumes: [],
  };
}

it('names every image that cannot be obtained, who runs it and what was tried', async () => {
  const searched = workshop([]);
  const images = sortTaskImages([own, public1, sidecar]);
  await expect(findTaskImages(searched, images, step)).rejects.toMatchObject({
    code: 'IMAGE_NOT_AVAILABLE',
    message: [
      "Some containers' images are not available:",
      '  registry/shop:old (web/app, worker/app): it is not in the engine, and cannot be pulled because the repository Images is defined by the stack itself',
      '  nginx:1 (web/nginx): it is not in the engine, and the pull failed: docker.io does not respond',
      '  registry/assets:ab12 (web/sidecar): the asset Sidecar cannot be built: buildSsh not supported without `docker buildx`, which is not used here',
    ].join('\n'),
    hint: expect.stringContaining('docker tag SOURCE IMAGE'),
  });
  expect(searched.pulled).toEqual(['nginx:1']);
});

it('does not contact a registry for images that are in the engine', async () => {
  const searched = workshop(['registry/shop:old', 'nginx:1']);
  await findTaskImages(searched, sortTaskImages([own, public1]), step);
  expect(searched.pulled).toEqual([]);
});

it('takes an image that the user has named for an asset that cannot be built here', async () => {
  await findTaskImages(workshop(['registry/assets:ab12']), sortTaskImages([sidecar]), step);
  expect(step.skip).toHaveBeenLastCalledWith('none');
});
