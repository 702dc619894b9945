import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';

/** Who holds the lock of an environment, for those who find it taken. */
export interface LockHolder {
  /** Drawn by lot: tells one holder from all others. */
  readonly token: string;
  /** Such as `maria@workstation`. */
  readonly who: string;
  readonly pid: number;
  /** What is being done, such as `deploy:staging`. */
  readonly what: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What a lock says: who holds it, or that it was given back. */
export type LockState = ({ readonly state: 'held' } & LockHolder) | { readonly state: 'free' };

/** A lock as it is kept. Each holder has a generation of its own, and only the latest one counts. */
export interface LockRecord {
  readonly generation: number;
  readonly value: LockState;
  /** When it was written last, in milliseconds since the epoch, by the clock of the store. */
  readonly writtenAt: number;
}

/**
 * Where a lock is kept. `create` is atomic: of all who create the same generation, one succeeds.
 */
export interface LockStore {
  /** The generations that are there, in any order. */
  list(): Promise<readonly LockRecord[]>;
  /** False where the generation is there already. */
  create(generation: number, value: LockState): Promise<boolean>;
  overwrite(generation: number, value: LockState): Promise<void>;
  remove(generation: number): Promise<void>;
}

const schema = z.union([
  z.object({
    ...{ state: z.literal('held'), token: z.string(), who: z.string(), pid: z.number() },
    ...{ what: z.string(), since: z.string() },
  }),
  z.object({ state: z.literal('free') }),
]);

/** The text of a lock as it is kept. */
export function writeLockState(value: LockState): string {
  return JSON.stringify(value);
}

/** A lock of which the text says nothing is held by somebody unknown, until it is old. */
export function readLockState(text: string): LockState {
  const { data } = schema.safeParse(parseJson(text));
  return data ?? { state: 'held', token: '', who: 'somebody unknown', pid: 0, what: 'something', since: '' };
}
