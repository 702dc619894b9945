import { describe, expect, test } from 'vitest';
import { describeRevision } from './roll-out-on-ecs.ts';
import { readRunningTag } from './running-tag.ts';
import { deployment } from './testing/deployed-store.ts';
import { killedAfterEach } from './testing/killed-work.ts';
import type { ReleasedStore } from './testing/released-store.ts';
import { repositoryUri } from './testing/stack-of-store.ts';

const nothing = async () => {};

/** As the script deploys it: what runs is read first. */
async function deploy(store: ReleasedStore, tag: string): Promise<void> {
  await deployment(store, await readRunningTag(store.target), tag).ended;
}

async function oneOffImage(store: ReleasedStore): Promise<string | undefined> {
  const { taskDefinition } = await describeRevision(store.ecs, 'spree-local-oneoff');
  return taskDefinition.containerDefinitions?.[0]?.image?.slice(repositoryUri.length + 1);
}

describe('a deployment that is killed after any change is completed by a second run', {
  timeout: 60_000,
}, () => {
  test.each([
    ['the first one', 'one', false],
    ['a later one', 'two', true],
  ])('%s', async (_, tag, isDeployed) => {
    const calls = await killedAfterEach(
      nothing,
      (store) => deploy(store, tag),
      async (store, call) => {
        await deploy(store, tag);
        expect([call, await store.running(), await oneOffImage(store)]).toEqual([
          ...[call, { web: tag, worker: tag }, tag],
        ]);
      },
      isDeployed,
    );
    expect(calls.filter((call) => call === 'applyWorkload')).toHaveLength(2);
    expect(calls).toContain('runTask');
  });
});
