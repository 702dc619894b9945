import { expect, it } from 'vitest';
import { releaseStamp } from './release-stamp.ts';

const released = {
  definitionDigest: 'd1',
  storeImageId: 'sha256:1',
  builtImages: [{ image: 'assets:ab12' }],
  ids: { 'assets:ab12': 'sha256:2', 'other:1': 'sha256:3' },
  timeScale: 1,
};

it('changes when the definition, the store, an image that was built for the definition or the time scale does', () => {
  const changed = [
    { definitionDigest: 'd2' },
    { storeImageId: 'sha256:9' },
    { ids: { 'assets:ab12': 'sha256:9' } },
    { timeScale: 10 },
  ].map((change) => releaseStamp({ ...released, ...change }));
  expect(new Set([releaseStamp(released), ...changed]).size).toBe(5);
  const unrelated = releaseStamp({ ...released, ids: { 'assets:ab12': 'sha256:2', 'other:1': 'sha256:9' } });
  expect(unrelated).toBe(releaseStamp(released));
});
