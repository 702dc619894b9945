import { expect, test } from 'vitest';
import { systemClock } from '../../time/clock.ts';
import { forceUnlock } from './environment-lock.ts';
import { thisHolder } from './lock-holder.ts';
import { memoryLockStore } from './testing/memory-lock-store.ts';
import { withEnvironmentLock } from './with-environment-lock.ts';

const { signal } = new AbortController();
const request = { environment: 'staging', holder: thisHolder('a test'), signal };

test('the lock is given back when the work is done, and when it fails', async () => {
  const store = memoryLockStore(systemClock);
  expect(await withEnvironmentLock(store, request, async () => 'done')).toBe('done');
  const failing = withEnvironmentLock(store, request, async () => {
    throw new Error('the work failed');
  });
  await expect(failing).rejects.toThrow('the work failed');
  expect(await withEnvironmentLock(store, request, async () => 'again')).toBe('again');
});

test('a store that takes nothing back does not hide how the work ended', async () => {
  const store = memoryLockStore(systemClock);
  const failing = withEnvironmentLock(store, request, async () => {
    store.fail(true);
    throw new Error('the work failed');
  });
  await expect(failing).rejects.toThrow('the work failed');
});

test('the work is told to stop when somebody frees the lock by force', async () => {
  const store = memoryLockStore(systemClock);
  const times = { heartbeatMs: 1, givenUpAfterMs: 60_000, takenOverAfterMs: 180_000 };
  const work = withEnvironmentLock(store, { ...request, times }, async (stopped) => {
    await forceUnlock(store);
    await new Promise((resolve) => stopped.addEventListener('abort', resolve));
  });
  await expect(work).rejects.toMatchObject({ code: 'LOCK_LOST' });
});
