import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { pid } from 'node:process';
import type { LockHolder } from './lock-record.ts';

/** This process as the holder of a lock, for `what` it does, such as `deploy:staging`. */
export function thisHolder(what: string, now: number = Date.now()): LockHolder {
  return {
    ...{ token: randomUUID(), who: `${userName()}@${hostname()}`, pid, what },
    since: new Date(now).toISOString(),
  };
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
