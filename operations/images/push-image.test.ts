import { expect, test } from 'vitest';
import { pushImage } from './push-image.ts';
import { tagImage } from './tag-image.ts';
import { fakeRegistry, uri } from './testing/fake-registry.ts';

const push = (registry: Awaited<ReturnType<typeof fakeRegistry>>, changes: { image?: string } = {}) =>
  pushImage(registry.target, { image: 'store:1', tag: 'abc', engine: registry.engine, ...changes });

test('an image is pushed by the name of its repository, with a login of ECR, and the engine keeps its own names', async () => {
  const registry = await fakeRegistry();
  const lines: string[] = [];
  const pushed = await pushImage(registry.target, {
    ...{ image: 'store:1', tag: 'abc', engine: registry.engine },
    onLine: (line) => lines.push(line),
  });
  expect(pushed).toEqual({ uri: `${uri}:abc`, digest: registry.digestOf('sha256:one'), isNew: true });
  expect(registry.pushes).toEqual([`${uri}:abc as AWS:a:b`]);
  expect(lines).toEqual(['layer: Pushed']);
  expect([...registry.images.keys()]).toEqual(['store:1']);
});

test('a name that the image had before stays', async () => {
  const registry = await fakeRegistry();
  registry.images.set(`${uri}:abc`, 'sha256:one');
  await push(registry, { image: `${uri}:abc` });
  expect([...registry.images.keys()]).toEqual(['store:1', `${uri}:abc`]);
});

test('an image that is there by its tag is not pushed again', async () => {
  const registry = await fakeRegistry();
  const first = await push(registry);
  expect(await push(registry)).toEqual({ ...first, isNew: false });
  expect(registry.pushes).toHaveLength(1);
});

test('an engine may know an image by the digest of its manifest', async () => {
  const registry = await fakeRegistry();
  const { digest } = await push(registry);
  registry.images.set('store:1', digest);
  expect(await push(registry)).toMatchObject({ digest, isNew: false });
});

test('a tag that names another image is not pushed over, and another commit gives another tag', async () => {
  const registry = await fakeRegistry();
  await push(registry);
  registry.images.set('store:2', 'sha256:two');
  await expect(push(registry, { image: 'store:2' })).rejects.toMatchObject({
    code: 'TAG_TAKEN',
    hint: expect.stringContaining('git commit --allow-empty'),
  });
  expect(registry.pushes).toHaveLength(1);
});

test('an image or a repository that is not there is said by its name', async () => {
  const registry = await fakeRegistry();
  await expect(push(registry, { image: 'none:1' })).rejects.toMatchObject({
    code: 'NO_SUCH_IMAGE',
    message: 'The container engine has no image none:1',
  });
  const elsewhere = { ...registry.target, environment: 'staging' } as const;
  await expect(
    pushImage(elsewhere, { image: 'store:1', tag: 'abc', engine: registry.engine }),
  ).rejects.toMatchObject({ code: 'NO_REPOSITORY' });
});

test('a push that fails leaves the engine as it was', async () => {
  const registry = await fakeRegistry();
  registry.fail(new Error('denied'));
  await expect(push(registry)).rejects.toThrow('denied');
  expect([...registry.images.keys()]).toEqual(['store:1']);
});

test('nothing is pushed once the command was interrupted', async () => {
  const registry = await fakeRegistry();
  const signal = AbortSignal.abort();
  await expect(
    pushImage(registry.target, { image: 'store:1', tag: 'abc', engine: registry.engine, signal }),
  ).rejects.toThrow();
  expect(registry.pushes).toEqual([]);
});

test('an image gets a further tag, once, and takes no tag from another image', async () => {
  const registry = await fakeRegistry();
  const { digest } = await push(registry);
  await tagImage(registry.target, { digest, tag: 'live-abc' });
  await tagImage(registry.target, { digest, tag: 'live-abc' });
  expect(Object.fromEntries(registry.tags)).toEqual({ abc: digest, 'live-abc': digest });
  registry.images.set('store:2', 'sha256:two');
  const other = await pushImage(registry.target, { image: 'store:2', tag: 'def', engine: registry.engine });
  await expect(tagImage(registry.target, { digest: other.digest, tag: 'live-abc' })).rejects.toMatchObject({
    code: 'TAG_TAKEN',
  });
  await expect(tagImage(registry.target, { digest: 'sha256:none', tag: 'x' })).rejects.toMatchObject({
    code: 'NO_SUCH_IMAGE',
  });
});
