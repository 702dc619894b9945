import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { startProcess } from '../../local/processes/start-process.ts';
import { acquireLock, defaultLockTimes, type HeldLock } from '../../operations/lock/environment-lock.ts';
import { thisHolder } from '../../operations/lock/lock-holder.ts';
import { parameterLockStore } from '../../operations/lock/parameter-lock-store.ts';
import { parameterServer } from '../../operations/lock/testing/parameter-server.ts';
import { readRollbackChoice } from '../../operations/release/roll-back.ts';
import { releaseOrder } from '../../operations/release/stages.ts';
import { release } from '../../operations/release/testing/release-calls.ts';
import { type ReleasedStore, releasedStore } from '../../operations/release/testing/released-store.ts';
import { cluster } from '../../operations/release/testing/stack-of-store.ts';
import { eventually } from '../../testing/eventually.ts';

type Stage = (typeof releaseOrder)[number];

const program = fileURLToPath(new URL('testing/release-process.ts', import.meta.url));

/** A store whose first migration goes on until it is stopped. */
async function storeWithLongMigration(): Promise<ReleasedStore> {
  let migrations = 0;
  return await releasedStore(({ command }) => {
    if (!command.includes('db:migrate')) return undefined;
    migrations += 1;
    return migrations === 1 ? 'stays' : 0;
  });
}

/** A release in a process of its own that is sent a signal once it is in a stage. */
async function releaseInProcess(store: ReleasedStore, ssmUrl: string, stage: Stage, signal: NodeJS.Signals) {
  const lines: string[] = [];
  let isThere = () => {};
  const there = new Promise<void>((resolve) => {
    isThere = resolve;
  });
  const child = startProcess(process.execPath, [program, store.url, ssmUrl, stage], {
    env: {},
    onOutput: (text) => {
      if (text.includes('there')) isThere();
    },
    onErrorLine: (line) => lines.push(line),
  });
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  onTestFinished(() => {
    if (!hasEnded) child.kill('SIGKILL');
  });
  const end = await Promise.race([there, child.ended]);
  if (end !== undefined) throw new Error(`It ended before ${stage}:\n${lines.join('\n')}`);
  child.kill(signal);
  return { end: await child.ended, lines };
}

function lockOf(ssmUrl: string) {
  return parameterLockStore(
    'staging',
    awsClients({ environment: 'local', endpoint: ssmUrl, region: 'eu-west-1' }),
  );
}

/** The lock as a second run takes it, for which 300 ms without a sign of life are enough. */
async function takenOver(ssmUrl: string): Promise<HeldLock> {
  const times = { ...defaultLockTimes, takenOverAfterMs: 300 };
  for (;;) {
    try {
      return await acquireLock(lockOf(ssmUrl), { ...request, times });
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENVIRONMENT_LOCKED' });
    }
  }
}

/** A second run, which finds nobody to wait for but migrations that the first has begun: these end once it waits. */
async function secondRun(store: ReleasedStore): Promise<readonly string[]> {
  const waits: string[] = [];
  const { done } = release(store, {}, 'two', async (event) => {
    if (event.type !== 'noted' || !event.text.startsWith('waiting for bin/rails db:migrate')) return;
    waits.push(event.text);
    const [, task = ''] = /task (\w+)/.exec(event.text) ?? [];
    await store.ecs.stopTask({ cluster, task });
  });
  await done;
  return waits;
}

const request = { environment: 'staging', holder: thisHolder('store:release') };

describe('the process of a release', { timeout: 120_000 }, () => {
  test.each(releaseOrder)(
    'that is killed in its stage %s leaves a store that serves, and a second run completes it',
    async (stage) => {
      await using store = stage === 'migrate' ? await storeWithLongMigration() : await releasedStore();
      await using ssm = await lockServer();
      const { end } = await releaseInProcess(store, ssm.url, stage, 'SIGKILL');
      expect(end).toEqual({ signal: 'SIGKILL' });
      await expect(acquireLock(lockOf(ssm.url), request)).rejects.toMatchObject({
        code: 'ENVIRONMENT_LOCKED',
        message: expect.stringContaining('staging is being changed: store:release by '),
      });
      const seen = await store.running();
      if (stage === 'services') expect(Object.values(seen).toSorted()).toEqual(['one', 'two']);
      else if (stage === 'edge' || stage === 'record') expect(seen).toEqual({ web: 'two', worker: 'two' });
      else expect(seen).toEqual({ web: 'one', worker: 'one' });
      await eventually('services that are healthy', async () => {
        return (await readRollbackChoice(store.target)).health === 'web 2/2 worker 1/1';
      });
      const held = await takenOver(ssm.url);
      expect(await secondRun(store)).toHaveLength(stage === 'migrate' ? 1 : 0);
      await held.release();
      expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
    },
  );

  test.each([
    ['SIGINT', 130, 'migrate', 'No service was started or changed in local'],
    ['SIGTERM', 143, 'services', 'Migrations that ran before it stay in the database of local'],
  ] as const)(
    'that gets %s ends with %i, says what state things are in, and gives the lock back',
    async (signal, exitCode, stage, says) => {
      await using store = stage === 'migrate' ? await storeWithLongMigration() : await releasedStore();
      await using ssm = await lockServer();
      const { end, lines } = await releaseInProcess(store, ssm.url, stage, signal);
      expect(end).toEqual({ exitCode });
      const failure = lines.map((line) => JSON.parse(line)).find(({ type }) => type === 'failure');
      expect(failure).toMatchObject({ code: 'INTERRUPTED', message: expect.stringContaining(says) });
      expect(failure.hint).toContain('Run it again');
      const held = await acquireLock(lockOf(ssm.url), request);
      // Its migrations were stopped with it.
      expect(await secondRun(store)).toEqual([]);
      await held.release();
      expect(await store.running()).toEqual({ web: 'two', worker: 'two' });
    },
  );
});

async function lockServer(): Promise<Awaited<ReturnType<typeof parameterServer>> & AsyncDisposable> {
  const server = await parameterServer();
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}
