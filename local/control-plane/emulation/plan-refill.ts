import type { HeldEmulation, LastEmulation } from '../../environment/emulation-record.ts';

/** What a look at LocalStack shows: it does not listen, it does not answer in time, or what its run was given. */
export type Look =
  | { readonly kind: 'away' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'answers'; readonly held: HeldEmulation | undefined };

/** What is to be done about it. */
export type Care = 'await' | 'refill' | 'nothing';

/**
 * A run of LocalStack that was given nothing follows one that ended, and is given what that had. One that was given
 * anything is `local:up`'s, however its deployment ended, and so is one before the first deployment that was complete.
 */
export function planRefill(look: Look, last: LastEmulation | undefined): Care {
  if (look.kind === 'away') return 'await';
  if (look.kind === 'slow' || look.held !== undefined || last === undefined) return 'nothing';
  return 'refill';
}

/** Whether what LocalStack does not have now does not exist: nothing of it is still to come. */
export function isSettled(look: Look, last: LastEmulation | undefined): boolean {
  if (look.kind !== 'answers') return false;
  if (look.held === undefined) return last === undefined;
  return look.held.digest !== '' || look.held.failed === true;
}
