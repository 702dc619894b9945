import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyWorkload } from '../../definition/testing/examples.ts';
import { exampleDistribution } from './edge/testing/example-distribution.ts';
import { edgeCache } from './edge-cache.ts';
import { emptyCluster } from './scheduler/initial-state.ts';
import type { PersistedState } from './state/persisted-state.ts';

const distribution = exampleDistribution({ id: 'E1', defaultRootObject: 'index.html' });
const workload = { ...emptyWorkload, distributions: [distribution] };

let folder: string;
let persisted: PersistedState;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edge-cache-'));
  const cluster = emptyCluster({ clusterName: 'shop', region: 'eu-west-1', accountId: '0' });
  persisted = { cluster, released: { workload, digest: 'd' } };
  for (const [name, url] of Object.entries({ root: '/index.html', a: '/a', b: '/b' }))
    await writeFile(join(folder, name), `\u0005\nKEY: edge_0_0 ${url} gzip\nHTTP/1.1 200 OK\r\n`);
});

afterEach(() => rm(folder, { recursive: true }));

const cache = () =>
  edgeCache(
    {
      persisted: () => persisted,
      transact: async (change) => {
        const { state, result } = change(persisted, 0);
        persisted = state;
        return result;
      },
    },
    folder,
  );

const invalidation = (distributionId: string, ...paths: readonly string[]) => ({
  id: 'I1',
  distributionId,
  callerReference: 'one',
  paths,
  createdAt: 1,
});

test('an invalidation takes the named objects of its distribution out of the cache, and is remembered', async () => {
  await cache().invalidate(invalidation('E1', '/', '/a'));
  expect(await readdir(folder)).toEqual(['b']);
  expect(cache().invalidations()).toEqual([invalidation('E1', '/', '/a')]);
});

test('an invalidation of a distribution that is not released takes nothing', async () => {
  await cache().invalidate(invalidation('E2', '/*'));
  expect((await readdir(folder)).toSorted()).toEqual(['a', 'b', 'root']);
});

test('the last hundred invalidations are remembered', async () => {
  for (let count = 0; count < 102; count += 1) await cache().invalidate(invalidation('E1', `/${count}`));
  const kept = cache().invalidations();
  expect([kept.length, kept[0]?.paths, kept.at(-1)?.paths]).toEqual([100, ['/2'], ['/101']]);
});
