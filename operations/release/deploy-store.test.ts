import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { eventually } from '../../testing/eventually.ts';
import { readReleases } from './read-releases.ts';
import { assertStillRuns, readRunningTag } from './running-tag.ts';
import type { StackImages } from './stack-deployment.ts';
import { storeRevisions } from './store-revisions.ts';
import { deployment } from './testing/deployed-store.ts';
import { failureOf, release } from './testing/release-calls.ts';
import { type ReleasedStore, releasedStore, storeWorkload } from './testing/released-store.ts';
import { cluster, repositoryUri } from './testing/stack-of-store.ts';

/** A store that also says which one-off commands ran. */
async function tellingStore(isDeployed: boolean) {
  const ran: string[] = [];
  const store = await releasedStore(
    ({ name, command, image }) => {
      if (!command.includes('serve')) ran.push(`${command.at(-1)} of ${image.split(':').at(-1)}`);
      else if (name === 'setup') {
        ran.push(`set-up of ${image.split(':').at(-1)}`);
        return 0;
      }
      return undefined;
    },
    undefined,
    isDeployed,
  );
  return { store, ran };
}

test('a first deployment makes the infrastructure, then the image, users, tables and seeds, then the services', async () => {
  const { store, ran } = await tellingStore(false);
  await using running = store;
  expect(await readRunningTag(running.target)).toBeUndefined();
  const { done, ended } = deployment(running, undefined, 'one');
  await ended;
  expect(done).toEqual([
    'bootstrap',
    'stack one, one-off one, no tasks',
    ...['build', 'push', 'scan', 'assets'],
    'stack one, one-off one',
    ...['smoke', 'edge', 'keep'],
  ]);
  expect(ran).toEqual(['set-up of one', 'db:migrate of one', 'db:seed of one']);
  expect(await running.running()).toEqual({ web: 'one', worker: 'one' });
  expect(await readRunningTag(running.target)).toBe('one');
});

test('a later deployment brings the infrastructure with the image that runs, and migrates with the new one', async () => {
  const { store, ran } = await tellingStore(true);
  await using running = store;
  const { done, ended } = deployment(running, await readRunningTag(running.target), 'two');
  await ended;
  expect(done).toEqual([
    'bootstrap',
    ...['build', 'push', 'scan', 'assets'],
    'stack one, one-off two',
    'stack two, one-off two',
    ...['smoke', 'edge', 'keep'],
  ]);
  expect(ran).toEqual(['set-up of two', 'db:migrate of two']);
  expect(await running.running()).toEqual({ web: 'two', worker: 'two' });
});

test('a first deployment that stopped before its services is a first one again', async () => {
  const { store } = await tellingStore(false);
  await using running = store;
  const scan = async () => {
    throw new Failure('CRITICAL_FINDINGS', 'It has some');
  };
  const failure = await failureOf(deployment(running, undefined, 'one', { ways: { scan } }).ended);
  expect(failure.hint).toContain('deploy:staging');
  expect(await readRunningTag(running.target)).toBeUndefined();
  await deployment(running, undefined, 'one').ended;
  expect(await running.running()).toEqual({ web: 'one', worker: 'one' });
});

test('a store that was scaled to no tasks is not deployed as for the first time', async () => {
  const { store: running } = await tellingStore(true);
  await using store = running;
  await release(store, {}, 'two').done;
  for (const service of Object.keys(await storeRevisions(store.ecs, cluster, repositoryUri))) {
    await store.ecs.updateService({ cluster, service, desiredCount: 0 });
  }
  await eventually('services without tasks', async () => {
    const { taskArns = [] } = await store.ecs.listTasks({ cluster, desiredStatus: 'RUNNING' });
    return taskArns.length === 0;
  });
  expect(await readRunningTag(store.target)).toBe('two');
});

test('a stack that CloudFormation takes back leaves the services as they were', async () => {
  const { store: running } = await tellingStore(true);
  await using store = running;
  const deploy = async ({ imageTag }: StackImages) => {
    if (imageTag === 'two') throw new Failure('DEPLOYMENT_FAILED', 'UPDATE_ROLLBACK_COMPLETE');
  };
  const failure = await failureOf(deployment(store, 'one', 'two', { deploy }).ended);
  expect(failure.code).toBe('DEPLOYMENT_FAILED');
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
});

test('an infrastructure that fails leaves the release that runs, which the stack does not know', async () => {
  const { store: running } = await tellingStore(true);
  await using store = running;
  await release(store, {}, 'two').done;
  // CloudFormation changes the services with the rest, and takes them back to what its template had before.
  const deploy = async () => {
    await store.controlPlane.applyWorkload({
      ...{ workload: storeWorkload('one'), digest: 'back', releaseServices: true },
    });
    throw new Failure('DEPLOYMENT_FAILED', 'UPDATE_ROLLBACK_COMPLETE');
  };
  const failure = await failureOf(deployment(store, 'two', 'three', { deploy }).ended);
  expect(failure).toMatchObject({
    code: 'DEPLOYMENT_FAILED',
    message: expect.stringContaining(
      'CloudFormation took the service spree-local-web back to one; ECS brings it to two again.',
    ),
  });
  expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
});

test('a storefront that does not answer takes the stack back to the image before', async () => {
  const { store: running } = await tellingStore(true);
  await using store = running;
  const smokeCheck = async () => {
    throw new Failure('SMOKE_CHECK_FAILED', 'It answers 500');
  };
  const { done, ended } = deployment(store, 'one', 'two', { ways: { smokeCheck } });
  expect((await failureOf(ended)).message).toContain('was rolled back to');
  expect(done.at(-1)).toBe('stack one, one-off one');
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
  const releaseTwo = async () => {
    const revisions = await storeRevisions(store.ecs, cluster, repositoryUri);
    const releases = await readReleases(store.ecs, revisions, repositoryUri);
    return releases.find(({ release }) => release === 'two');
  };
  expect(await releaseTwo()).toMatchObject({
    ...{ outcome: 'failed', health: 'smoke check failed', releasedBy: 'ci' },
  });
  await deployment(store, 'one', 'two').ended;
  expect(await releaseTwo()).toMatchObject({ outcome: 'completed', isRunning: true });
});

test('a failure of the bootstrap changes nothing', async () => {
  await using store = await releasedStore();
  const bootstrap = async () => {
    throw new Failure('BOOTSTRAP_FAILED', 'No permission');
  };
  const { done, ended } = deployment(store, 'one', 'two', { bootstrap });
  expect((await failureOf(ended)).message).toContain('Nothing was changed in local');
  expect(done).toEqual([]);
});

/** Has CloudFormation say this of the stack. */
async function describedAs(store: ReleasedStore, described: object): Promise<void> {
  Reflect.set(await store.target.clients.cloudFormation(), 'describeStacks', async () => ({
    Stacks: [described],
  }));
}

test('a stack without one of its outputs is not taken for one that runs nothing yet', async () => {
  await using store = await releasedStore();
  await describedAs(store, { StackStatus: 'UPDATE_COMPLETE', Outputs: [] });
  await expect(readRunningTag(store.target)).rejects.toMatchObject({ code: 'STACK_OUTPUTS_UNREADABLE' });
});

test.each(['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'])(
  'a stack that is %s runs nothing yet',
  async (StackStatus) => {
    await using store = await releasedStore();
    await describedAs(store, { StackStatus, Outputs: [] });
    expect(await readRunningTag(store.target)).toBeUndefined();
  },
);

test('what was planned while another image ran, or none, is refused once the environment is locked', async () => {
  await using store = await releasedStore();
  await expect(assertStillRuns(store.target, 'one', 'deploy:staging')).resolves.toBeUndefined();
  for (const planned of ['zero', undefined]) {
    await expect(assertStillRuns(store.target, planned, 'deploy:staging')).rejects.toMatchObject({
      code: 'RELEASED_MEANWHILE',
      message: expect.stringContaining('runs the image one now'),
      hint: expect.stringContaining('deploy:staging'),
    });
  }
});
