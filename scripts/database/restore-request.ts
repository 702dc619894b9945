import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { RestoreTo } from '../../operations/database/restore-database.ts';
import type { ScriptContext } from '../script.ts';
import { pastTimeOption } from '../time-option.ts';

/** What `db:restore` is asked for: a new instance, or to put the store onto one that was restored before. */
export type RestoreRequest =
  | { readonly kind: 'restore'; readonly to: RestoreTo; readonly swaps: boolean }
  | { readonly kind: 'use'; readonly identifier: string };

/** Whether the store uses another database afterwards. */
export const putsStoreOnto = (request: RestoreRequest): boolean => request.kind === 'use' || request.swaps;

const example = 'For example: --at 2027-01-15T10:00:00Z, --at latest or --snapshot NAME.';

/** Reads the options. Raises `BAD_ARGUMENT`, for a time in the future too. */
export function restoreRequest(options: ScriptContext['options'], now: Date): RestoreRequest {
  const { at, snapshot, use, swap } = options;
  const given = [at, snapshot, use].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw wrongUsage('BAD_ARGUMENT', 'db:restore needs one of --at, --snapshot and --use', example);
  }
  if (typeof use === 'string') {
    if (swap === undefined) return { kind: 'use', identifier: use };
    throw wrongUsage('BAD_ARGUMENT', '--use puts the store onto the instance by itself', 'Leave --swap out.');
  }
  const swaps = swap === true;
  if (typeof snapshot === 'string') return { kind: 'restore', to: { kind: 'snapshot', snapshot }, swaps };
  return { kind: 'restore', to: timeOf(String(at), now), swaps };
}

function timeOf(text: string, now: Date): RestoreTo {
  if (text === 'latest') return { kind: 'latest' };
  return { kind: 'time', at: new Date(pastTimeOption('at', text, now.getTime())) };
}
