import { expect, test } from 'vitest';
import { storeTemplate } from '../../stack/testing/synthesize.ts';
import type { ImageDetails } from '../docker/engine.ts';
import { catalogueImage } from './catalogue-image.ts';
import { imageLabel } from './image-definition.ts';
import { nameServerImages, type ServerImage } from './server-images.ts';

const name = 'public.ecr.aws/docker/library/node:24';
const image: ServerImage = {
  ...{ image: name, containers: ['loadtest/loadtest'] },
  origin: { kind: 'server', name: 'node' },
};
const use = (each: string) => ({ image: `spree-parity/${each}:1` });
const servers = {
  ...{ postgres: use('postgres'), redis: use('redis'), s3: use('s3'), localstack: use('localstack') },
  ...{ node: use('node'), haproxy: use('haproxy'), nginx: use('nginx'), mail: use('mail') },
};

/** An engine that has these images; gives the names that were given to others. */
async function namesGiven(images: Readonly<Record<string, Pick<ImageDetails, 'id' | 'labels'>>>) {
  const given: string[] = [];
  const engine = {
    inspectImage: async (wanted: string) => {
      const found = images[wanted];
      if (found === undefined) return undefined;
      return {
        ...{ names: [wanted], createdAt: new Date(0), digest: '', volumes: [] },
        ...{ sizeBytes: 1, architecture: 'amd64', stopSignal: undefined, ...found },
      };
    },
    tagImage: async (source: string, target: string) => void given.push(`${source} as ${target}`),
  };
  await nameServerImages(engine, [image], servers);
  return given;
}

const own = { id: 'sha256:2', labels: { [imageLabel]: 'node' } };

test("an image of the definition that a server runs is the server's, under the definition's name", async () => {
  expect(await namesGiven({ 'spree-parity/node:1': own })).toEqual([`spree-parity/node:1 as ${name}`]);
  const earlier = { ...own, id: 'sha256:1' };
  expect(await namesGiven({ 'spree-parity/node:1': own, [name]: earlier })).toEqual([
    `spree-parity/node:1 as ${name}`,
  ]);
});

test('nothing is named again that has the name, and no image of somebody else loses it', async () => {
  expect(await namesGiven({ 'spree-parity/node:1': own, [name]: own })).toEqual([]);
  expect(await namesGiven({ 'spree-parity/node:1': own, [name]: { id: 'sha256:9', labels: {} } })).toEqual(
    [],
  );
});

test('load test workers run the Node of the control plane', { timeout: 60_000 }, () => {
  const definitions = Object.values(storeTemplate({}).findResources('AWS::ECS::TaskDefinition'));
  const workers = definitions.find(({ Properties }) => Properties.Family === 'spree-local-loadtest');
  expect(catalogueImage(workers?.Properties.ContainerDefinitions[0].Image)).toBe('node');
});
