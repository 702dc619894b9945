import { describe, expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { createProgress } from '../../progress/progress.ts';
import { oneOffsOn, type RunOneOff } from '../one-off-task.ts';
import type { Target } from '../target.ts';
import { readReleases } from './read-releases.ts';
import { readRollbackChoice, rollBack } from './roll-back.ts';
import { describeRevision } from './roll-out-on-ecs.ts';
import { runStoreStep, seedStep, setUpStep } from './run-store-step.ts';
import { storeRevisions } from './store-revisions.ts';
import { killedAfterEach, untilKilled } from './testing/killed-work.ts';
import { failureOf, hurriedClock, release } from './testing/release-calls.ts';
import { type ReleasedStore, releasedStore } from './testing/released-store.ts';
import { cluster, repositoryUri } from './testing/stack-of-store.ts';

async function back(store: ReleasedStore, wanted?: string) {
  return await rollBack(
    {
      target: store.target,
      progress: createProgress(() => {}),
      signal: new AbortController().signal,
      hints: { slow: 'look', failed: () => 'look' },
      ways: { smokeCheck: async () => 'answers', serveAssets: async () => undefined },
      clock: hurriedClock(),
    },
    await readRollbackChoice(store.target),
    wanted,
  );
}

/** The image's tag that the newest revision of a family runs. */
async function newest(store: ReleasedStore, family: string): Promise<string | undefined> {
  const { taskDefinition } = await describeRevision(store.ecs, family);
  return taskDefinition.containerDefinitions?.[0]?.image?.slice(repositoryUri.length + 1);
}

async function releasesOf(store: ReleasedStore) {
  const running = await storeRevisions(store.ecs, cluster, repositoryUri);
  return await readReleases(store.ecs, running, repositoryUri);
}

const families = ['web', 'worker', 'oneoff', 'seed', 'setup'].map((name) => `spree-local-${name}`);

const nothing = async () => {};

describe('a release that is killed after any change', { timeout: 120_000 }, () => {
  test('is completed by a second run', async () => {
    const calls = await killedAfterEach(
      nothing,
      (store) => release(store).done,
      async (store, call) => {
        await release(store).done;
        expect([call, await store.running()]).toEqual([call, { web: 'two', worker: 'two' }]);
        for (const family of families) {
          expect([call, family, await newest(store, family)]).toEqual([call, family, 'two']);
        }
        const [two, ...others] = await releasesOf(store);
        expect([call, two]).toMatchObject([
          call,
          { release: 'two', outcome: 'completed', isRunning: true, health: 'web 2/2 worker 1/1' },
        ]);
        expect([call, others.map((each) => each.release)]).toEqual([call, ['one']]);
      },
    );
    expect(calls).toEqual([
      ...['registerTaskDefinition', 'runTask', 'tagResource'],
      ...['registerTaskDefinition', 'registerTaskDefinition', 'updateService', 'updateService'],
      ...['tagResource', 'tagResource', 'registerTaskDefinition', 'registerTaskDefinition'],
    ]);
  });

  test('goes back to what was complete before it, as if it had never been', async () => {
    await killedAfterEach(
      nothing,
      (store) => release(store).done,
      async (store, call) => {
        const isAmid = (await releasesOf(store)).some((each) => each.release === 'two');
        // Before its first revision of a service there is nothing to go back from.
        if (!isAmid) expect((await failureOf(back(store))).code).toBe('NO_EARLIER_RELEASE');
        expect([call, await back(store, isAmid ? undefined : 'one')]).toMatchObject([
          call,
          { release: 'one' },
        ]);
        expect([call, await store.running()]).toEqual([call, { web: 'one', worker: 'one' }]);
        expect([call, await newest(store, 'spree-local-oneoff')]).toEqual([call, 'one']);
        expect((await releasesOf(store)).map((each) => each.outcome)).not.toContain('begun');
        await release(store).done;
        expect([call, await store.running()]).toEqual([call, { web: 'two', worker: 'two' }]);
      },
    );
  });

  test('is not what a second run that fails goes back to', async () => {
    const smokeCheck = async () => {
      throw new Failure('SMOKE_CHECK_FAILED', 'It answers 500');
    };
    await killedAfterEach(
      nothing,
      (store) => release(store).done,
      async (store, call) => {
        const [newestRelease] = await releasesOf(store);
        const wasComplete = newestRelease?.release === 'two' && newestRelease.outcome === 'completed';
        await failureOf(release(store, { smokeCheck }).done);
        const tag = wasComplete ? 'two' : 'one';
        expect([call, await store.running()]).toEqual([call, { web: tag, worker: tag }]);
      },
    );
  });
});

describe('a rollback that is killed after any change', { timeout: 120_000 }, () => {
  const released = (store: ReleasedStore) => release(store).done;

  test('is completed by a second run, without the name of the release', async () => {
    const over: string[] = [];
    const calls = await killedAfterEach(
      async (store) => {
        await released(store);
        await release(store, {}, 'three').done;
      },
      (store) => back(store),
      async (store, call) => {
        const [three, two] = await releasesOf(store);
        // After its last change it is over, and nothing of it remains to be done.
        if (two?.isReturnedTo === true || three?.isRunning === true)
          expect([call, await back(store)]).toMatchObject([call, { release: 'two' }]);
        else over.push(call);
        expect([call, await store.running()]).toEqual([call, { web: 'two', worker: 'two' }]);
        for (const family of families) {
          expect([call, family, await newest(store, family)]).not.toContain('one');
        }
        expect(await back(store)).toMatchObject({ release: 'one' });
      },
    );
    expect(calls).toContain('updateService');
    expect(over).toEqual([`${calls.length}. ${calls.at(-1)}`]);
  });

  test('is given up by a release of what ran before', async () => {
    await killedAfterEach(
      released,
      (store) => back(store),
      async (store, call) => {
        await released(store);
        expect([call, await store.running()]).toEqual([call, { web: 'two', worker: 'two' }]);
        const [two] = await releasesOf(store);
        expect([call, two?.outcome]).toEqual([call, 'completed']);
      },
    );
  });
});

test('a rollback changes nothing while migrations run that a killed release has begun', async () => {
  await using store = await releasedStore(({ command }) =>
    command.includes('db:migrate') ? 'stays' : undefined,
  );
  const { store: killable, killed } = untilKilled(store, 2);
  release(killable).done.catch(() => {});
  expect(await killed).toBe('runTask');
  const failure = await failureOf(back(store, 'one'));
  expect(failure.code).toBe('TIMED_OUT');
  expect(failure.hint).toMatch(
    /^Stop it if it hangs: aws ecs stop-task --cluster spree-local-cluster --task \w+ --region ap-southeast-1 --endpoint-url \S+$/,
  );
  expect(await newest(store, 'spree-local-oneoff')).toBe('two');
});

test.each([
  ['seeds', seedStep(['bin/rails', 'db:seed'])],
  ['the set-up of users', setUpStep],
])('%s that a killed deployment has begun are waited for before they run again', async (_, step) => {
  let begun = 0;
  await using store = await releasedStore(({ name, command }) => {
    const isOfStep = step.purpose === 'seeds' ? command.includes('db:seed') : name === 'setup';
    if (!isOfStep) return undefined;
    begun += 1;
    return begun === 1 ? 'stays' : 0;
  });
  const noted: string[] = [];
  const run = async (target: Target) => {
    const note = async (text: string) => {
      noted.push(text);
      const [, task] = /an earlier run has begun \(task (\w+)\)$/.exec(text) ?? [];
      if (task !== undefined) await store.ecs.stopTask({ cluster, task });
    };
    const runOneOff: RunOneOff = (request) => oneOffsOn(target)({ ...request, clock: hurriedClock() });
    await runStoreStep(step, { runOneOff, step: { note }, startedBy: 'deploy', runAgain: 'deploy:staging' });
  };
  const { store: killable, killed } = untilKilled(store, 1);
  run(killable.target).catch(() => {});
  expect(await killed).toBe('runTask');
  await run(store.target);
  expect(noted).toEqual([expect.stringContaining('which an earlier run has begun')]);
  expect(begun).toBe(2);
});
