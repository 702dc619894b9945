import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { systemClock } from '../../time/clock.ts';
import type { LocalEnvironment } from './local-environment.ts';
import {
  ensurePrivateFolder,
  readStateFile,
  readText,
  writePrivateFile,
  writeStateFile,
} from './state-file.ts';

const holderSchema = z.object({ pid: z.number(), command: z.string(), since: z.string() });

/** Who holds the lock of an environment. */
export type LockHolder = z.infer<typeof holderSchema>;

/** How long a second command waits before it gives up. */
const patienceMs = 15 * 60_000;
/** A holder that died without letting go is passed over after this long. */
const staleMs = 10_000;

/**
 * Runs work that changes an environment, one command at a time. A second one waits, and its user is told
 * which command holds the lock; after 15 minutes it raises `ENVIRONMENT_LOCKED`. The lock of a holder that
 * was killed expires within 10 seconds.
 */
export async function withLock<T>(
  environment: LocalEnvironment,
  command: string,
  onWait: (holder: LockHolder | undefined) => void,
  work: () => Promise<T>,
  options: { readonly patienceMs?: number; readonly signal?: AbortSignal } = {},
): Promise<T> {
  await ensurePrivateFolder(environment.stateFolder);
  const release = await acquire(environment, onWait, options.patienceMs ?? patienceMs, options.signal);
  try {
    await writeStateFile(holderFile(environment), holderNow(command));
    return await work();
  } finally {
    await release();
  }
}

/** What came of work that needed the lock: done, or not begun as another command has it. */
export type HeldWork<T> =
  | { readonly held: true; readonly result: T }
  | { readonly held: false; readonly holder: LockHolder | undefined };

/** Runs work while nothing else changes the environment, unless something does: then at once nothing. It is no use of it. */
export async function ifFree<T>(
  environment: Pick<LocalEnvironment, 'stateFolder'>,
  command: string,
  work: () => Promise<T>,
): Promise<HeldWork<T>> {
  const release = await tryLock(environment);
  if (release === undefined) return { held: false, holder: await readHolder(environment) };
  const before = await readText(holderFile(environment));
  try {
    await writeStateFile(holderFile(environment), holderNow(command));
    return { held: true, result: await work() };
  } finally {
    if (before === undefined) await rm(holderFile(environment), { force: true });
    else if (existsSync(environment.stateFolder)) await writePrivateFile(holderFile(environment), before);
    await release();
  }
}

async function acquire(
  environment: LocalEnvironment,
  onWait: (holder: LockHolder | undefined) => void,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  const giveUpAt = Date.now() + patience;
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    const release = await tryLock(environment);
    if (release !== undefined) return release;
    const holder = await readHolder(environment);
    if (attempt === 0) onWait(holder);
    if (Date.now() > giveUpAt) throw locked(environment, holder);
    await systemClock.sleep(250);
  }
}

async function tryLock(
  environment: Pick<LocalEnvironment, 'stateFolder'>,
): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockfile.lock(environment.stateFolder, {
      lockfilePath: join(environment.stateFolder, 'lock'),
      stale: staleMs,
      update: staleMs / 4,
      retries: 0,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') return undefined;
    throw error;
  }
}

async function readHolder(
  environment: Pick<LocalEnvironment, 'stateFolder'>,
): Promise<LockHolder | undefined> {
  try {
    return await readStateFile(holderFile(environment), holderSchema);
  } catch {
    // Who holds the lock is only said, never relied on.
    return undefined;
  }
}

function locked(environment: LocalEnvironment, holder: LockHolder | undefined): Failure {
  const who = holder === undefined ? 'another command' : `\`${holder.command}\` (process ${holder.pid})`;
  return new Failure('ENVIRONMENT_LOCKED', `${environment.name} is locked by ${who}`, {
    hint: 'Wait for it to finish, or stop it, and run this command again.',
  });
}

function holderNow(command: string): LockHolder {
  return { pid: process.pid, command, since: new Date().toISOString() };
}

/** Where the command that has the lock, or had it last, is named. */
export function holderFile(environment: Pick<LocalEnvironment, 'stateFolder'>): string {
  return join(environment.stateFolder, 'lock-holder.json');
}
