import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { createProgress } from '../../progress/progress.ts';
import { rollbackTo } from './choose-rollback.ts';
import type { EarlierRelease } from './read-releases.ts';
import { readRollbackChoice, rollBack } from './roll-back.ts';
import { describeRevision } from './roll-out-on-ecs.ts';
import { failureOf, hurriedClock, release } from './testing/release-calls.ts';
import { type ReleasedStore, releasedStore } from './testing/released-store.ts';
import { repositoryUri } from './testing/stack-of-store.ts';

async function back(
  store: ReleasedStore,
  wanted?: string,
  smokeCheck = async () => 'answers',
  serveAssets: (step: unknown, release: string) => Promise<void> = async () => undefined,
) {
  return await rollBack(
    {
      target: store.target,
      progress: createProgress(() => {}),
      signal: new AbortController().signal,
      hints: { slow: 'look', failed: () => 'look' },
      ways: { smokeCheck, serveAssets },
      clock: hurriedClock(),
    },
    await readRollbackChoice(store.target),
    wanted,
  );
}

/** What `db:migrate` of a release reports, by the tag of its image: a store that reports nothing where it is absent. */
type Reports = Readonly<Record<string, readonly { readonly version: string; readonly reason: string }[]>>;

/**
 * A store whose migrations report what earlier releases cannot run with. Where it is asked without migrating, it tells
 * what is in `asked`, and fails where there is none.
 */
async function reportingStore(reports: Reports, asked?: Reports[string]): Promise<ReleasedStore> {
  let image = '';
  return await releasedStore(
    (container) => {
      if (container.command.includes('db:migrate')) image = container.image;
      return container.command.includes('migrations:report') && asked === undefined ? 1 : undefined;
    },
    (command) => {
      if (command.includes('migrations:report') && asked !== undefined) return [reportOf(asked)];
      const breaking = reports[image.slice(repositoryUri.length + 1)];
      if (!command.includes('db:migrate') || breaking === undefined) return [];
      return [reportOf(breaking)];
    },
  );
}

function reportOf(breaking: NonNullable<Reports[string]>): string {
  const named = breaking.map((each) => ({ name: 'RemoveName', at: '2026-11-27T12:00:00Z', ...each }));
  return JSON.stringify({ 'parity.migrations': { schema: '2', applied: [], breaking: named } });
}

test('without a name, the services go back to the release before, with one-off tasks of its image', async () => {
  await using store = await releasedStore();
  await release(store).done;
  expect(await back(store)).toMatchObject({ release: 'one' });
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
  const { taskDefinition } = await describeRevision(store.ecs, 'spree-local-oneoff');
  expect(taskDefinition.containerDefinitions?.[0]?.image).toBe(`${repositoryUri}:one`);
});

test('the releases are listed with who released them, the newest first', async () => {
  await using store = await releasedStore();
  await release(store).done;
  const { releases } = await readRollbackChoice(store.target);
  expect(releases).toMatchObject([
    { release: 'two', releasedBy: 'ci', outcome: 'completed', isRunning: true },
    { release: 'one', releasedBy: '', outcome: 'completed', isRunning: false },
  ]);
});

test('a release by its name is gone back to, and forward again', async () => {
  await using store = await releasedStore();
  await release(store).done;
  await release(store, {}, 'three').done;
  await back(store, 'one');
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
  await back(store, 'three');
  expect(await store.running()).toEqual({ web: 'three', worker: 'three' });
  await release(store, {}, 'four').done;
  expect(await back(store)).toMatchObject({ release: 'three' });
});

test('a release that was rolled back is not gone back to without its name', async () => {
  await using store = await releasedStore();
  await release(store).done;
  await back(store);
  await release(store, {}, 'three').done;
  expect(await back(store)).toMatchObject({ release: 'one' });
});

test('a release that was rolled back and is released again has not come to its end while it is', async () => {
  await using store = await releasedStore();
  await release(store).done;
  await back(store);
  const outcomes = async () => {
    const { releases } = await readRollbackChoice(store.target);
    return releases.map(({ release, outcome }) => [release, outcome]);
  };
  expect((await outcomes())[0]).toEqual(['two', 'rolled-back']);
  const failing = async () => {
    throw new Failure('SMOKE_CHECK_FAILED', 'It answers 500');
  };
  let amid: unknown;
  const smokeCheck = async () => {
    amid = (await outcomes())[0];
    return 'answers';
  };
  await failureOf(release(store, { smokeCheck: failing }).done);
  // It is as good as it was before.
  expect((await outcomes())[0]).toEqual(['two', 'rolled-back']);
  await release(store, { smokeCheck }).done;
  expect(amid).toEqual(['two', 'begun']);
  expect((await outcomes())[0]).toEqual(['two', 'completed']);
});

test('a release that failed is not gone back to, and is listed with why it failed', async () => {
  await using store = await releasedStore(({ image, command }) =>
    image.endsWith(':two') && command.includes('serve') ? 1 : undefined,
  );
  await failureOf(release(store).done);
  await release(store, {}, 'three').done;
  expect(await back(store)).toMatchObject({ release: 'one' });
  expect((await failureOf(back(store, 'two'))).message).toBe(
    'No service was changed: two failed when it was released: store does not start.',
  );
  const { releases } = await readRollbackChoice(store.target);
  expect(releases.map(({ release, outcome }) => [release, outcome])).toEqual([
    ['three', 'rolled-back'],
    ['two', 'failed'],
    ['one', 'completed'],
  ]);
});

test('nothing is changed where there is no earlier release', async () => {
  await using store = await releasedStore();
  expect(await failureOf(back(store))).toMatchObject({ code: 'NO_EARLIER_RELEASE' });
});

test('a rollback over a migration that the release cannot run with is refused, with the reason', async () => {
  const removal = { version: '20261127090000', reason: 'removes the column name of products' };
  await using store = await reportingStore({ two: [], three: [removal], four: [removal] });
  await release(store, {}, 'two').done;
  await release(store, {}, 'three').done;
  await release(store, {}, 'four').done;
  const failure = await failureOf(back(store, 'two'));
  expect(failure.code).toBe('ROLLBACK_REFUSED');
  expect(failure.message).toBe(
    'No service was changed: two cannot run with the database as it is now. ' +
      'Migration 20261127090000 (RemoveName) removes the column name of products.',
  );
  expect(await store.running()).toEqual({ web: 'four', worker: 'four' });
  expect(await back(store)).toMatchObject({ release: 'three' });
});

test('a migration of a release that failed still refuses the rollback over it', async () => {
  const removal = { version: '20261127090000', reason: 'removes the column name of products' };
  await using store = await reportingStore({ two: [], three: [], four: [removal] });
  await release(store, {}, 'two').done;
  await release(store, {}, 'three').done;
  const smokeCheck = async () => {
    throw new Error('stopped');
  };
  await release(store, { smokeCheck }, 'four').done.catch(() => undefined);
  expect((await failureOf(back(store, 'two'))).code).toBe('ROLLBACK_REFUSED');
});

test('a rollback is refused also over a migration that no release has recorded, such as one that ran by hand', async () => {
  const removal = { version: '20261127090000', reason: 'removes the column name of products' };
  await using store = await reportingStore({ two: [], three: [] }, [removal]);
  await release(store, {}, 'two').done;
  await release(store, {}, 'three').done;
  const failure = await failureOf(back(store, 'two'));
  expect(failure.message).toContain('(RemoveName) removes the column name of products.');
  expect(await store.running()).toEqual({ web: 'three', worker: 'three' });
});

test('a rollback goes beyond a migration that was said to be harmless after all', async () => {
  const removal = { version: '20261127090000', reason: 'removes the column name of products' };
  await using store = await reportingStore({ two: [], three: [removal] }, []);
  await release(store, {}, 'two').done;
  await release(store, {}, 'three').done;
  expect(await back(store, 'two')).toMatchObject({ release: 'two' });
});

test('a rollback whose storefront does not answer is taken back itself', async () => {
  await using store = await releasedStore();
  await release(store).done;
  const { Failure } = await import('../../failure/failure.ts');
  const broken = async () => {
    throw new Failure('SMOKE_CHECK_FAILED', 'It answers 500');
  };
  expect((await failureOf(back(store, 'one', broken))).code).toBe('SMOKE_CHECK_FAILED');
  expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
});

const earlier: EarlierRelease = {
  release: 'one',
  releasedAt: new Date('2026-11-27T11:00:00Z'),
  releasedBy: '',
  outcome: 'completed',
  breaks: undefined,
  revisions: {},
  isRunning: false,
  runBy: [],
  isReturnedTo: false,
  health: '',
};

test('where the store does not report its migrations, a rollback is allowed with a remark', () => {
  expect(rollbackTo(earlier, undefined)).toMatchObject({ isAllowed: true, remark: expect.any(String) });
});

test.each([
  ['2026-11-27T10:59:00Z', true],
  ['2026-11-27T11:01:00Z', false],
])(
  'of a release without a record of migrations only the time is known: one of %s allows it: %s',
  (at, isAllowed) => {
    const breaking = [{ version: '20261127090000', name: 'RemoveName', reason: 'removes a column', at }];
    const latest = { release: 'two', migratedAt: new Date('2026-11-27T12:00:00Z'), breaking };
    expect(rollbackTo(earlier, latest).isAllowed).toBe(isAllowed);
  },
);

test('assets that kept their names get the contents of the release that was gone back to, once it serves', async () => {
  await using store = await releasedStore();
  await release(store).done;
  const served: unknown[] = [];
  await back(store, undefined, undefined, async (_, name) => {
    served.push(name, await store.running());
  });
  expect(served).toEqual(['one', { web: 'one', worker: 'one' }]);
});

test('a rollback whose edge does not forget says that the services run, and what to run', async () => {
  await using store = await releasedStore();
  await release(store).done;
  const { Failure } = await import('../../failure/failure.ts');
  const broken = async () => {
    throw new Failure('EDGE_NOT_INVALIDATED', 'CloudFront was not told');
  };
  const failure = await failureOf(back(store, undefined, undefined, broken));
  expect(failure.message).toContain('The services of local run the release; the edge may still have');
  expect(failure.hint).toContain('store:rollback --to one again: it goes on from there.');
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
  expect(await back(store, 'one')).toMatchObject({ release: 'one' });
});
