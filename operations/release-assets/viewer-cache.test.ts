import { expect, onTestFinished, test } from 'vitest';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../../local/control-plane/api/testing/own-stack-endpoint.ts';
import type { Clock } from '../../time/clock.ts';
import { distributionCache } from './viewer-cache.ts';

const owed = { reference: 'r-1', paths: ['/assets/logo.svg'] };
const { signal } = new AbortController();

async function endpoint(): Promise<OwnStackEndpoint & { readonly id: string }> {
  const opened = await ownStackEndpoint();
  onTestFinished(() => opened.close());
  return { ...opened, id: opened.output('DistributionId') ?? '' };
}

/** Each pause takes no time but its own. */
function quickClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => slept.reduce((sum, each) => sum + each, 0),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  };
}

test('a distribution is told to forget paths, once for each reference', { timeout: 60_000 }, async () => {
  const { clients, id } = await endpoint();
  const cloudFront = await clients.cloudFront();
  const cache = distributionCache(cloudFront, id, { signal });
  expect(await cache.invalidate(owed)).toBe(true);
  expect(await cache.invalidate(owed)).toBe(true);
  const { InvalidationList } = await cloudFront.listInvalidations({ DistributionId: id });
  expect(InvalidationList?.Items).toHaveLength(1);
  const { Invalidation } = await cloudFront.getInvalidation({
    ...{ DistributionId: id, Id: InvalidationList?.Items?.[0]?.Id },
  });
  expect(Invalidation?.InvalidationBatch).toMatchObject({
    ...{ CallerReference: 'r-1', Paths: { Quantity: 1, Items: ['/assets/logo.svg'] } },
  });
});

test('a refusal says what the edge was not told, and how to tell it by hand', {
  timeout: 60_000,
}, async () => {
  const { clients } = await endpoint();
  const cache = distributionCache(await clients.cloudFront(), 'ENOTTHERE', { signal });
  await expect(cache.invalidate(owed)).rejects.toMatchObject({
    code: 'EDGE_NOT_INVALIDATED',
    message:
      'CloudFront was not told to forget /assets/logo.svg of ENOTTHERE: The specified distribution does not exist.',
    hint: expect.stringMatching(
      /^By hand: aws cloudfront create-invalidation --distribution-id ENOTTHERE --paths '\/assets\/logo\.svg' --region /,
    ),
  });
});

test('edges that take long are waited for a minute, and are no failure', { timeout: 60_000 }, async () => {
  const { clients, id } = await endpoint();
  const cloudFront = await clients.cloudFront();
  Reflect.set(cloudFront, 'createInvalidation', async () => ({
    Invalidation: { Id: 'I1', Status: 'InProgress' },
  }));
  let looks = 0;
  Reflect.set(cloudFront, 'getInvalidation', async () => {
    looks += 1;
    return { Invalidation: { Status: looks === 40 ? 'Completed' : 'InProgress' } };
  });
  const clock = quickClock();
  const cache = distributionCache(cloudFront, id, { signal, clock });
  expect(await cache.invalidate(owed)).toBe(false);
  expect(clock.now()).toBe(60_000);
  expect(await cache.invalidate(owed)).toBe(true);
});
