import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import type { Clock } from '../../time/clock.ts';
import {
  acquireLock,
  defaultLockTimes,
  forceUnlock,
  forgetLock,
  type HeldLock,
  takeLock,
} from './environment-lock.ts';
import type { LockHolder } from './lock-record.ts';
import { memoryLockStore } from './testing/memory-lock-store.ts';

const { takenOverAfterMs, givenUpAfterMs, heartbeatMs } = defaultLockTimes;

function holder(token: string): LockHolder {
  return { token, who: `${token}@host`, pid: 4711, what: 'deploy:staging', since: '2026-01-01T00:00:00Z' };
}

/** A clock that a test moves; whoever sleeps wakes up when its time has come. */
function movedClock(): Clock & { move(milliseconds: number): Promise<void> } {
  let now = 0;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((wake) => {
        sleepers.push({ at: now + milliseconds, wake });
        signal?.addEventListener('abort', () => wake());
      }),
    move: async (milliseconds) => {
      const until = now + milliseconds;
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        next.wake();
        await settled();
      }
      now = until;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function world() {
  const clock = movedClock();
  const store = memoryLockStore(clock);
  const take = (token: string) =>
    acquireLock(store, { environment: 'staging', holder: holder(token), clock });
  return { clock, store, take };
}

describe('the lock of an environment', () => {
  test('is refused to a second one, who is told who holds it and for how long nobody has heard of them', async () => {
    const { clock, take } = world();
    await using _held = await take('maria');
    await clock.move(5000);
    await expect(take('noel')).rejects.toMatchObject({
      code: 'ENVIRONMENT_LOCKED',
      message:
        'staging is being changed: deploy:staging by maria@host, process 4711, since 2026-01-01T00:00:00Z',
      hint: expect.stringContaining('is 5 s old'),
    });
  });

  test('stays with its holder for as long as that lives', async () => {
    const { clock, take } = world();
    await using held = await take('maria');
    await clock.move(10 * takenOverAfterMs);
    expect(held.isLive()).toBe(true);
    await expect(take('noel')).rejects.toMatchObject({ code: 'ENVIRONMENT_LOCKED' });
  });

  test('is free at once when it is given back, any number of times', async () => {
    const { take, store } = world();
    for (const token of ['maria', 'noel', 'maria']) {
      const held = await take(token);
      await held.release();
      await held.release();
    }
    expect(await store.list()).toHaveLength(1);
  });

  test('does not keep a process from its end once it is given back', async () => {
    const { clock, store, take } = world();
    const held = await take('maria');
    await held.release();
    const writes = store.writes();
    await clock.move(10 * heartbeatMs);
    expect(store.writes()).toBe(writes);
  });

  test('is taken over from a holder that has died, and not before', async () => {
    const { clock, store, take } = world();
    await takeLock(store, { environment: 'staging', holder: holder('dead'), clock });
    await clock.move(takenOverAfterMs);
    await expect(take('noel')).rejects.toMatchObject({ code: 'ENVIRONMENT_LOCKED' });
    await clock.move(1);
    await using held = await take('noel');
    expect(held.isLive()).toBe(true);
  });

  test('is lost by a holder that slept too long, which is told to stop', async () => {
    const { clock, store } = world();
    const slept = await takeLock(store, { environment: 'staging', holder: holder('slept'), clock });
    await clock.move(givenUpAfterMs);
    expect(slept.isLive()).toBe(false);
    await slept.renew();
    expect(slept.signal.reason).toMatchObject({ code: 'LOCK_LOST' });
  });

  test('is not freed by a holder that has lost it', async () => {
    const { clock, store, take } = world();
    const slept = await takeLock(store, { environment: 'staging', holder: holder('slept'), clock });
    await clock.move(takenOverAfterMs + 1);
    await using _held = await take('noel');
    await slept.release();
    await expect(take('third')).rejects.toThrow('noel@host');
  });

  test('goes on while the store does not answer for a while', async () => {
    const { clock, store, take } = world();
    await using held = await take('maria');
    store.fail(true);
    await clock.move(2 * heartbeatMs);
    store.fail(false);
    await clock.move(givenUpAfterMs);
    expect(held.isLive()).toBe(true);
  });

  test('is given up where the store does not answer any more', async () => {
    const { clock, store, take } = world();
    const held = await take('maria');
    store.fail(true);
    await clock.move(givenUpAfterMs + heartbeatMs);
    expect(held.signal.reason).toBeInstanceOf(Failure);
    expect(held.isLive()).toBe(false);
  });

  test('is given up where a call to the store never ends', async () => {
    const { clock, store } = world();
    let hangs = false;
    const list = () => (hangs ? new Promise<never>(() => {}) : store.list());
    const request = { environment: 'staging', holder: holder('maria'), clock };
    const held = await acquireLock({ ...store, list }, request);
    hangs = true;
    await clock.move(givenUpAfterMs + heartbeatMs);
    expect(held.signal.reason).toMatchObject({ code: 'LOCK_LOST' });
  });

  test('is held by whoever created it, although the answer was lost and the request repeated', async () => {
    const { clock, store, take } = world();
    const create: typeof store.create = async (...record) => {
      await store.create(...record);
      return await store.create(...record);
    };
    const request = { environment: 'staging', holder: holder('maria'), clock };
    const held = await takeLock({ ...store, create }, request);
    expect(held.isLive()).toBe(true);
    await expect(take('noel')).rejects.toThrow('maria@host');
    await held.release();
    await using _next = await take('noel');
  });

  test('is refused to whoever was so slow that the generation it creates was removed long ago', async () => {
    const { clock, store, take } = world();
    for (let count = 0; count < 3; count += 1) await (await take('maria')).release();
    await using _held = await take('maria');
    let isFirst = true;
    const list = async () => {
      if (!isFirst) return await store.list();
      isFirst = false;
      return [];
    };
    const slow = takeLock({ ...store, list }, { environment: 'staging', holder: holder('slow'), clock });
    await expect(slow).rejects.toThrow('maria@host');
    expect((await store.list()).map(({ generation }) => generation)).toEqual([4]);
  });

  test('is freed by force, and its holder stops', async () => {
    const { clock, store, take } = world();
    const held = await take('maria');
    expect(await forceUnlock(store)).toMatchObject({ who: 'maria@host' });
    await using _next = await take('noel');
    await clock.move(heartbeatMs);
    expect(held.signal.reason).toMatchObject({ code: 'LOCK_LOST' });
    expect(await forceUnlock(memoryLockStore(clock))).toBeUndefined();
  });
});

/** What somebody does with the lock; between any two calls of the store, time passes and others have their turn. */
type Deed = 'renew' | 'release' | 'die';

const deeds = fc.array(fc.constantFrom<Deed>('renew', 'renew', 'renew', 'release', 'die'), { maxLength: 8 });

test('never two hold it with a live heartbeat, whoever is slow, sleeps or dies', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(deeds, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
      // Mostly little passes, so that the lives of several overlap.
      fc.infiniteStream(
        fc.oneof(
          { weight: 12, arbitrary: fc.nat(2000) },
          { weight: 2, arbitrary: fc.nat(givenUpAfterMs) },
          { weight: 1, arbitrary: fc.nat(2 * takenOverAfterMs) },
        ),
      ),
      async (scheduler, people, passing) => {
        let now = 0;
        const holders = new Set<HeldLock>();
        const clock: Clock = { now: () => now, sleep: () => scheduler.schedule(Promise.resolve()) };
        const pass = async () => {
          await scheduler.schedule(Promise.resolve());
          now += passing.next().value;
          const live = [...holders].filter((held) => held.isLive());
          expect(live.length).toBeLessThanOrEqual(1);
        };
        const store = memoryLockStore(clock, pass);
        const person = async (lives: readonly (readonly Deed[])[], token: string) => {
          for (const life of lives) {
            await pass();
            const request = { environment: 'staging', holder: holder(token), clock };
            const held = await takeLock(store, request).catch(() => undefined);
            if (held === undefined) continue;
            holders.add(held);
            taken += 1;
            for (const deed of life) {
              await pass();
              // One that dies does nothing any more, and counts as a holder until its heartbeat is old.
              if (deed === 'die') break;
              await (deed === 'renew' ? held.renew() : held.release());
            }
          }
        };
        const all = people.map((lives, index) => person(lives, `person${index}`));
        await scheduler.waitFor(Promise.all(all));
      },
    ),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(300);
});

describe('a lock whose environment is gone', () => {
  test('leaves nothing', async () => {
    const { store, take } = world();
    await (await take('maria')).release();
    await forgetLock(store);
    expect(await store.list()).toEqual([]);
  });

  test('stays where somebody holds it', async () => {
    const { store, take } = world();
    await using held = await take('maria');
    await forgetLock(store);
    await held.renew();
    expect(held.isLive()).toBe(true);
    expect(await store.list()).toHaveLength(1);
  });
});
