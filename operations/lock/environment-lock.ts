import { Failure } from '../../failure/failure.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import type { LockHolder, LockRecord, LockStore } from './lock-record.ts';

/** What is locked, by whom, and for how long a holder may be silent. */
export interface LockRequest {
  readonly environment: string;
  readonly holder: LockHolder;
  readonly clock?: Clock;
  readonly times?: LockTimes;
}

/**
 * In milliseconds. What `takenOverAfterMs` exceeds twice `givenUpAfterMs` by is how much the clocks of this machine and of the
 * store may differ: the last sign of life of a holder may have taken as long as it may be silent.
 */
export interface LockTimes {
  /** Between two signs of life of the holder. */
  readonly heartbeatMs: number;
  /** A holder that could give no sign of life for so long holds the lock no longer. */
  readonly givenUpAfterMs: number;
  /** Others take the lock over after so long without a sign of life. */
  readonly takenOverAfterMs: number;
}

export const defaultLockTimes: LockTimes = {
  heartbeatMs: 15_000,
  givenUpAfterMs: 60_000,
  takenOverAfterMs: 180_000,
};

/** The lock of an environment while it is held. */
export interface HeldLock extends AsyncDisposable {
  /** Aborted with `LOCK_LOST` when the lock is somebody else's: whatever is done under it has to stop. */
  readonly signal: AbortSignal;
  /** Whether it can still be nobody else's. */
  isLive(): boolean;
  /** Gives a sign of life; the lock does so by itself as long as it is held. */
  renew(): Promise<void>;
  /** Gives it back. It may be called more than once. */
  release(): Promise<void>;
}

/**
 * Takes the lock of an environment, so that no two deployments, releases or deletions meet. It is taken over from a holder that
 * has died: one that gave no sign of life for some minutes. Raises `ENVIRONMENT_LOCKED` that says who holds it, and what the
 * store raises.
 */
export async function acquireLock(store: LockStore, request: LockRequest): Promise<HeldLock> {
  const held = await takeLock(store, request);
  const given = new AbortController();
  const release = () => {
    given.abort();
    return held.release();
  };
  beat(held, AbortSignal.any([held.signal, given.signal]), request);
  return { ...held, release, [Symbol.asyncDispose]: release };
}

/** Takes the lock without giving signs of life by itself. @see acquireLock */
export async function takeLock(store: LockStore, request: LockRequest): Promise<HeldLock> {
  const { clock = systemClock, times = defaultLockTimes, holder, environment } = request;
  const latest = latestOf(await store.list());
  if (latest !== undefined && !isTakeable(latest, clock.now(), times)) {
    throw locked(environment, latest, clock.now(), times);
  }
  const generation = (latest?.generation ?? 0) + 1;
  const startedAt = clock.now();
  const isCreated = await store.create(generation, { state: 'held', ...holder });
  const records = await store.list();
  const winner = latestOf(records);
  // Whoever was slow may have created a generation that was removed long ago.
  const isOwn = isCreated || isOf(winner, generation, holder);
  if (!isOwn || (winner !== undefined && winner.generation > generation)) {
    if (isOwn) await store.remove(generation);
    throw locked(environment, winner, clock.now(), times);
  }
  for (const record of records) {
    if (record.generation < generation) await store.remove(record.generation);
  }
  return holding(store, request, generation, startedAt);
}

/** A request may have been carried out and its answer lost, so that a repetition of it found the generation there. */
function isOf(record: LockRecord | undefined, generation: number, { token }: LockHolder): boolean {
  return record?.generation === generation && record.value.state === 'held' && record.value.token === token;
}

/**
 * Frees the lock whoever holds it: for a person who knows that its holder is gone. A holder that is not gone notices it with its
 * next sign of life, and stops. Gives what was held, if it was.
 */
export async function forceUnlock(store: LockStore): Promise<LockHolder | undefined> {
  const latest = latestOf(await store.list());
  if (latest === undefined || latest.value.state === 'free') return undefined;
  // A generation of its own: the holder would overwrite a change of its own one.
  await store.create(latest.generation + 1, { state: 'free' });
  return latest.value;
}

/**
 * Deletes what is left of the lock of an environment that is gone. Nothing is done where somebody holds it.
 */
export async function forgetLock(store: LockStore): Promise<void> {
  const records = await store.list();
  if (latestOf(records)?.value.state !== 'free') return;
  for (const { generation } of records) await store.remove(generation);
}

function latestOf(records: readonly LockRecord[]): LockRecord | undefined {
  return records.toSorted((one, other) => other.generation - one.generation)[0];
}

function isTakeable({ value, writtenAt }: LockRecord, now: number, { takenOverAfterMs }: LockTimes): boolean {
  return value.state === 'free' || now - writtenAt > takenOverAfterMs;
}

function holding(
  store: LockStore,
  { environment, holder, clock = systemClock, times = defaultLockTimes }: LockRequest,
  generation: number,
  startedAt: number,
): HeldLock {
  const lost = new AbortController();
  let renewedAt = startedAt;
  let isReleased = false;
  const isLive = () => !isReleased && !lost.signal.aborted && clock.now() - renewedAt < times.givenUpAfterMs;
  const lose = (why: string) => lost.abort(lockLost(environment, why));
  const renew = async () => {
    if (isReleased || lost.signal.aborted) return;
    if (!isLive()) return lose('this process gave no sign of life for too long');
    const asked = clock.now();
    const latest = latestOf(await store.list());
    if (latest !== undefined && latest.generation > generation) return lose('somebody else took it over');
    // It may have taken long to be answered.
    if (!isLive()) return lose('the store did not answer in time');
    await store.overwrite(generation, { state: 'held', ...holder });
    renewedAt = Math.max(renewedAt, asked);
  };
  const release = async () => {
    if (isReleased) return;
    const wasLive = isLive();
    isReleased = true;
    if (wasLive) await store.overwrite(generation, { state: 'free' });
  };
  return { signal: lost.signal, isLive, renew, release, [Symbol.asyncDispose]: release };
}

/**
 * Gives signs of life until it is over. A store that does not answer is asked again, as long as that may go on. No sign waits
 * for the one before: a call that hangs for longer than a holder may be silent would otherwise keep it from being told to stop.
 */
async function beat(
  held: HeldLock,
  over: AbortSignal,
  { clock = systemClock, times = defaultLockTimes }: LockRequest,
): Promise<void> {
  while (!over.aborted) {
    await clock.sleep(times.heartbeatMs, over);
    if (!over.aborted) held.renew().catch(() => {});
  }
}

function locked(
  environment: string,
  latest: LockRecord | undefined,
  now: number,
  { takenOverAfterMs }: LockTimes,
): Failure {
  const byWhom =
    latest?.value.state === 'held'
      ? `: ${latest.value.what} by ${latest.value.who}, process ${latest.value.pid}, since ${latest.value.since}`
      : '';
  const silentMs = latest === undefined ? 0 : Math.max(0, now - latest.writtenAt);
  const seconds = (milliseconds: number) => Math.max(1, Math.round(milliseconds / 1000));
  return new Failure('ENVIRONMENT_LOCKED', `${environment} is being changed${byWhom}`, {
    hint: `Wait until it has finished. Its last sign of life is ${seconds(silentMs)} s old; after ${seconds(takenOverAfterMs)} s it counts as dead, and another run takes over. If you know that it is dead, add --force-unlock.`,
  });
}

function lockLost(environment: string, why: string): Failure {
  return new Failure('LOCK_LOST', `The lock of ${environment} was lost: ${why}`, {
    hint: 'What was begun may go on at AWS. See who changes the environment now, and run it again after that.',
  });
}
