import { acquireLock, type LockRequest } from './environment-lock.ts';
import type { LockStore } from './lock-record.ts';

/**
 * Does work while the environment is locked for everybody else, and gives the lock back however the work ends. `signal` aborts
 * when the caller's does, or when the lock is lost. Raises `ENVIRONMENT_LOCKED`, `LOCK_LOST`, and what the work raises.
 */
export async function withEnvironmentLock<T>(
  store: LockStore,
  request: LockRequest & { readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const held = await acquireLock(store, request);
  try {
    const result = await work(AbortSignal.any([request.signal, held.signal]));
    held.signal.throwIfAborted();
    return result;
  } finally {
    // That it cannot be given back must not hide how the work ended: it counts as dead after some minutes.
    await held.release().catch(() => {});
  }
}
