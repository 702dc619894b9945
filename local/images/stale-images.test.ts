import { expect, test } from 'vitest';
import type { ImageDetails } from '../docker/engine.ts';
import { staleImages } from './stale-images.ts';

/** Each is a minute older than the one before. */
function images(...names: readonly (readonly string[])[]): readonly ImageDetails[] {
  return names.map((each, index) => ({
    id: `sha256:${index}`,
    names: each,
    sizeBytes: 1,
    createdAt: new Date(Date.UTC(2026, 0, 1, 12, 59 - index)),
    architecture: 'amd64',
    labels: {},
    digest: `sha256:${index}`,
    volumes: [],
    stopSignal: undefined,
  }));
}

const store = (tag: string) => [
  `spree-parity/store:${tag}`,
  `000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/shop:demo-${tag}`,
];
const idsOf = (found: readonly ImageDetails[]) => found.map(({ id }) => id);

test('the three newest images that are not in use are kept, whatever order they come in', () => {
  const built = images(store('a'), store('b'), store('c'), store('d'), store('e')).toReversed();
  expect(idsOf(staleImages(built, new Set()))).toEqual(['sha256:3', 'sha256:4']);
});

test('an image that is in use by its id or by one of its names is kept, however old', () => {
  const built = images(store('a'), store('b'), store('c'), store('d'), store('e'), store('f'));
  const inUse = new Set(['sha256:5', 'spree-parity/store:e']);
  expect(idsOf(staleImages(built, inUse))).toEqual(['sha256:3']);
});

test('an image that a user has named, and one without a name, is kept', () => {
  const built = images(store('a'), store('b'), store('c'), [...store('d'), 'shop/backup:1'], []);
  expect(staleImages(built, new Set())).toEqual([]);
});
