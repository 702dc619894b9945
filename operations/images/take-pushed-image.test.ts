import { expect, test } from 'vitest';
import { pushImage } from './push-image.ts';
import { takePushedImage } from './take-pushed-image.ts';
import { fakeRegistry, uri } from './testing/fake-registry.ts';

type Registry = Awaited<ReturnType<typeof fakeRegistry>>;

const push = (registry: Registry, image = 'store:1') =>
  pushImage(registry.target, { image, tag: 'abc', engine: registry.engine });
const take = ({ target, engine }: Registry, image = 'store:1') =>
  takePushedImage(target, { tag: 'abc', image, engine });

test('there is nothing to take before a push', async () => {
  const registry = await fakeRegistry();
  expect(await take(registry)).toBeUndefined();
  expect(registry.pulls).toEqual([]);
});

test('an image that this machine has pushed is taken without a pull', async () => {
  const registry = await fakeRegistry();
  await push(registry);
  expect(await take(registry)).toBe('store:1');
  expect(registry.pulls).toEqual([]);
});

test.each([
  ['has not built it', undefined],
  ['has built another image of the same source', 'sha256:two'],
])('a machine that %s pulls what was pushed, and pushes nothing', async (_, own) => {
  const registry = await fakeRegistry();
  const { digest } = await push(registry);
  registry.images.delete('store:1');
  if (own !== undefined) registry.images.set('store:1', own);
  const taken = await take(registry);
  expect(taken).toBe(`${uri}:abc`);
  expect(registry.pulls).toEqual([`${uri}:abc as AWS:a:b`]);
  expect(await push(registry, taken)).toMatchObject({ digest, isNew: false });
  expect(await take(registry)).toBe(`${uri}:abc`);
  expect([registry.pulls.length, registry.pushes.length]).toEqual([1, 1]);
});

test('a pull that fails is not answered by a build, whose push would be refused', async () => {
  const registry = await fakeRegistry();
  await push(registry);
  registry.images.clear();
  registry.fail(new Error('denied'));
  await expect(take(registry)).rejects.toThrow('denied');
});
