import { expect, it } from 'vitest';
import { toDiskUsage } from './disk-usage.ts';

const image = {
  Id: 'sha256:1d',
  RepoTags: ['store:1', '<none>:<none>'],
  RepoDigests: ['<none>@<none>'],
  Created: 1_795_808_422,
  Size: 900,
  SharedSize: 600,
  Labels: null,
};
const volumes = [
  { Name: 'shop_postgres', Labels: { a: 'b' }, UsageData: { Size: 7, RefCount: 1 } },
  { Name: 'unmeasured', Labels: null, UsageData: { Size: -1, RefCount: -1 } },
];
const containers = [
  { Image: 'store:1', ImageID: 'sha256:1d' },
  { Image: 'store:1', ImageID: 'sha256:1d' },
];

const usage = {
  imagesBytes: 1000,
  images: [
    {
      id: 'sha256:1d',
      names: ['store:1'],
      digests: [],
      sizeBytes: 900,
      ownBytes: 300,
      createdAt: new Date('2026-11-27T19:40:22Z'),
      labels: {},
    },
  ],
  volumes: [
    { name: 'shop_postgres', labels: { a: 'b' }, sizeBytes: 7 },
    { name: 'unmeasured', labels: {} },
  ],
  imagesOfContainers: ['store:1', 'sha256:1d'],
};

it('reads the lists of an engine up to version 1.51 of the API', () => {
  const answer = { LayersSize: 1000, Images: [image], Volumes: volumes, Containers: containers };
  expect(toDiskUsage(answer)).toEqual(usage);
});

it('reads those of a later version, each in an object with totals', () => {
  const answer = {
    ImageUsage: { TotalCount: 1, TotalSize: 1000, Items: [image] },
    VolumeUsage: { Items: volumes },
    ContainerUsage: { Items: containers },
  };
  expect(toDiskUsage(answer)).toEqual(usage);
});

it('takes an engine that holds nothing for what it is', () => {
  const nothing = { imagesBytes: 0, images: [], volumes: [], imagesOfContainers: [] };
  expect(toDiskUsage({ LayersSize: 0, Images: null, Volumes: null, Containers: null })).toEqual(nothing);
  expect(toDiskUsage({ ImageUsage: { TotalSize: 0 }, VolumeUsage: {}, ContainerUsage: {} })).toEqual(nothing);
});
