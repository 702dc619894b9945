import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import { releaseTag } from './release-tag.ts';

const id = '0123456789abcdef0123456789abcdef01234567';

/** None of these gets as far as asking the engine. */
const tagOf = (variables: NodeJS.ProcessEnv, changed: readonly string[] = []) =>
  releaseTag({
    ...{ commit: { id, changed, remotes: [] }, checkout: '/checkout', variables },
    ...{ engine: connectEngine(), signal: new AbortController().signal, note: () => {} },
  });

test('the tag of the store of a checkout is its commit, however often it is built', async () => {
  expect(await tagOf({})).toBe('0123456789ab');
  expect(await tagOf({ STORE_IMAGE: '', STORE_CONTEXT: '', STORE_KIND: 'demo' })).toBe('0123456789ab');
});

test('each version of a store from elsewhere has a tag of its own, which is the same on another machine', async () => {
  const store = async (file: string) => {
    const STORE_CONTEXT = await mkdtemp(join(tmpdir(), 'release-tag-'));
    onTestFinished(() => rm(STORE_CONTEXT, { recursive: true }));
    await writeFile(join(STORE_CONTEXT, 'Dockerfile'), `FROM scratch\nCOPY ${file} /\n`);
    return await tagOf({ STORE_CONTEXT });
  };
  const [first, again, second] = [await store('one'), await store('one'), await store('two')];
  expect(first).toMatch(/^0123456789ab-context-\w+$/);
  expect(again).toBe(first);
  expect(second).not.toBe(first);
});

test('a checkout with changes is told apart from its commit', async () => {
  expect(await tagOf({}, ['store/Gemfile'])).toMatch(/^0123456789ab-changed-\w+$/);
});
