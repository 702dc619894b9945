import { describe, expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { readReleaseRecord } from './release-record.ts';
import { describeRevision } from './roll-out-on-ecs.ts';
import { again, failureOf, release } from './testing/release-calls.ts';
import { type ReleasedStore, releasedStore } from './testing/released-store.ts';
import { repositoryUri } from './testing/stack-of-store.ts';

const fail = (code: string) => async () => {
  throw new Failure(code, `${code} was injected`, { hint: 'Mend it.' });
};

test('an image is released: migrated first, then served by all services, and recorded', async () => {
  await using store = await releasedStore();
  const { calls, done } = release(store);
  const { revisions, storefrontUrl } = await done;
  expect(calls).toEqual(['build', 'push', 'scan', 'assets', 'smoke', 'edge', 'keep']);
  expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
  expect(storefrontUrl).toBe('https://shop.example.com');
  const records = await Promise.all(
    Object.values(revisions).map(async (arn) => readReleaseRecord(await describeRevision(store.ecs, arn))),
  );
  expect(records).toHaveLength(2);
  for (const record of records) {
    expect(record).toMatchObject({ release: 'two', releasedBy: 'ci', outcome: 'completed' });
  }
});

test('the migrations run in a task of the new image while the services run the old one', async () => {
  const seen: { readonly image: string; readonly web: string }[] = [];
  let store: ReleasedStore | undefined;
  const images = () =>
    Object.values(store?.controlPlane.state().services ?? {}).map(
      ({ deployments }) =>
        store?.controlPlane.state().taskDefinitions[deployments[0]?.taskDefinition ?? '']?.content
          .containerDefinitions[0]?.image ?? '',
    );
  store = await releasedStore(({ image, command }) => {
    if (command.includes('db:migrate')) seen.push({ image, web: images().join(' ') });
    return undefined;
  });
  await using running = store;
  await release(running).done;
  expect(seen).toEqual([{ image: `${repositoryUri}:two`, web: `${repositoryUri}:one ${repositoryUri}:one` }]);
});

test('one-off tasks and seeds are of the new image once it is released', async () => {
  await using store = await releasedStore();
  await release(store).done;
  for (const family of ['spree-local-oneoff', 'spree-local-seed']) {
    const { taskDefinition } = await describeRevision(store.ecs, family);
    expect(taskDefinition.containerDefinitions?.[0]?.image).toBe(`${repositoryUri}:two`);
  }
});

test('a release that is there already changes nothing', async () => {
  await using store = await releasedStore();
  const first = await release(store).done;
  const before = Object.keys(store.controlPlane.state().taskDefinitions);
  const second = await release(store).done;
  expect(second.revisions).toEqual(first.revisions);
  expect(Object.keys(store.controlPlane.state().taskDefinitions)).toEqual(before);
});

describe('a release that fails', () => {
  test.each([
    ['build', 'build', []],
    ['push', 'push', ['build']],
    ['scan', 'scan', ['build', 'push']],
    ['publishing of assets', 'publishAssets', ['build', 'push', 'scan']],
  ] as const)('in its %s stops there, and the services run on as they were', async (_, way, before) => {
    await using store = await releasedStore();
    const { calls, done } = release(store, { [way]: fail('INJECTED') });
    const failure = await failureOf(done);
    expect(failure).toMatchObject({ code: 'INJECTED', exitCode: 1 });
    expect(failure.hint).toBe(`Mend it. Then run ${again} again: it goes on from there.`);
    expect(calls).toEqual(before);
    expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
    await release(store).done;
    expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
  });

  test('in its migrations starts no task of it, and leaves one-off tasks of the old image', async () => {
    await using store = await releasedStore(
      ({ image, command }) => (command.includes('db:migrate') && image.endsWith(':two') ? 3 : undefined),
      (command) => (command.includes('db:migrate') ? ['PG::UndefinedTable: no table'] : []),
    );
    const { calls, done } = release(store);
    const failure = await failureOf(done);
    expect(failure).toMatchObject({ code: 'MIGRATION_FAILED', exitCode: 3 });
    expect(failure.message).toContain('PG::UndefinedTable: no table');
    expect(failure.message).toContain('No service was started or changed in local');
    expect(calls).toEqual(['build', 'push', 'scan', 'assets']);
    expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
    const { taskDefinition } = await describeRevision(store.ecs, 'spree-local-oneoff');
    expect(taskDefinition.containerDefinitions?.[0]?.image).toBe(`${repositoryUri}:one`);
  });

  test.each([
    ['the web service', 'spree-local-web', 'web'],
    ['the worker', 'spree-local-worker', 'worker'],
  ])('to start %s is taken back on all services', async (_, service, container) => {
    await using store = await releasedStore(({ name, image, command }) =>
      name === container && image.endsWith(':two') && command.includes('serve') ? 1 : undefined,
    );
    const failure = await failureOf(release(store).done);
    expect(failure.code).toBe('STORE_DOES_NOT_START');
    expect(failure.message).toContain(`The service ${service} failed to start`);
    expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
    const { taskDefinition } = await describeRevision(store.ecs, 'spree-local-oneoff');
    expect(taskDefinition.containerDefinitions?.[0]?.image).toBe(`${repositoryUri}:one`);
    const newest = await describeRevision(store.ecs, service);
    expect(newest.taskDefinition.containerDefinitions?.[0]?.image).toBe(`${repositoryUri}:one`);
  });

  test('its smoke check is taken back on all services', async () => {
    await using store = await releasedStore();
    const failure = await failureOf(release(store, { smokeCheck: fail('SMOKE_CHECK_FAILED') }).done);
    expect(failure.message).toContain('The service spree-local-web was rolled back to spree-local-web:1.');
    expect(failure.message).toContain('The service spree-local-worker was rolled back to');
    expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
  });

  test('to have the edge forget says that the services run it, and is completed by a second run', async () => {
    await using store = await releasedStore();
    const { calls, done } = release(store, { serveAssets: fail('EDGE_NOT_INVALIDATED') });
    const failure = await failureOf(done);
    expect(failure.message).toContain('The services of local run the release; the edge may still have');
    expect(failure.hint).toBe(`Mend it. Then run ${again} again: it goes on from there.`);
    expect(calls).not.toContain('keep');
    expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
    const second = release(store);
    await second.done;
    expect(second.calls.slice(-2)).toEqual(['edge', 'keep']);
  });

  test('to keep its image says that the services run it, and is completed by a second run', async () => {
    await using store = await releasedStore();
    const failure = await failureOf(release(store, { keepImage: fail('INJECTED') }).done);
    expect(failure.message).toContain('The services of local run the release');
    expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
    const { calls, done } = release(store);
    await done;
    expect(calls).toContain('keep');
  });
});

test('a release that ECS takes for one service and refuses for another reaches none of them', async () => {
  await using store = await releasedStore();
  const updateService = store.ecs.updateService.bind(store.ecs);
  let isRefused = false;
  Reflect.set(store.ecs, 'updateService', async (input: Parameters<typeof updateService>[0]) => {
    if (input.service === 'spree-local-worker' && !isRefused) {
      isRefused = true;
      throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: {} });
    }
    return await updateService(input);
  });
  const failure = await failureOf(release(store).done);
  expect(failure.message).toContain('Rate exceeded');
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
  await release(store).done;
  expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
});
