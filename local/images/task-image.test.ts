import { expect, it } from 'vitest';
import type { ImageAsset } from '../../definition/template/read-image-assets.ts';
import { corpusWorkload } from '../../definition/testing/corpus-workload.ts';
import { container } from '../control-plane/tasks/testing/task-fixtures.ts';
import { taskImages } from './task-image.ts';

const registry = '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com';
const asset: ImageAsset = {
  name: 'Sidecar',
  source: { kind: 'folder', directory: '/assembly/asset.ab12' },
  destinations: [['cdk-assets-$', '{AWS::AccountId}-$', '{AWS::Region}:ab12'].join('')],
};

it('recognizes the store only by its tag in its own repository, assets by their names, and the images of the servers in any registry', () => {
  const images = {
    store: `${registry}/shop:v1`,
    earlier: `${registry}/shop:v0`,
    exact: `${registry}/shop@sha256:0d`,
    asset: `${registry}/cdk-assets-000000000000-ap-southeast-1:ab12`,
    foreign: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/tools:1',
    public: 'public.ecr.aws/nginx/nginx:1',
    server: 'docker.io/library/haproxy:3.0',
    otherTag: 'public.ecr.aws/docker/library/haproxy:3.1',
  };
  const [task] = corpusWorkload.taskDefinitions;
  if (task === undefined) throw new Error('The corpus has a task definition.');
  const containerDefinitions = Object.entries(images).map(([name, image]) => container({ name, image }));
  const workload = { ...corpusWorkload, taskDefinitions: [{ ...task, family: 'web', containerDefinitions }] };
  expect(taskImages({ workload, assets: [asset], storeTag: 'v1' })).toEqual([
    { image: images.store, containers: ['web/store'], origin: { kind: 'store' } },
    {
      image: images.earlier,
      containers: ['web/earlier'],
      origin: { kind: 'own-repository', repository: 'Repository' },
    },
    {
      image: images.exact,
      containers: ['web/exact'],
      origin: { kind: 'own-repository', repository: 'Repository' },
    },
    { image: images.asset, containers: ['web/asset'], origin: { kind: 'asset', asset } },
    { image: images.foreign, containers: ['web/foreign'], origin: { kind: 'registry' } },
    { image: images.public, containers: ['web/public'], origin: { kind: 'registry' } },
    { image: images.server, containers: ['web/server'], origin: { kind: 'server', name: 'haproxy' } },
    { image: images.otherTag, containers: ['web/otherTag'], origin: { kind: 'registry' } },
  ]);
});
