import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../../failure/failure.ts';
import { readText } from '../../environment/state-file.ts';
import type { PersistedState } from './persisted-state.ts';
import { parseState, stateText } from './state-text.ts';

/** What became of the last process's state. */
export type LoadedState =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly state: PersistedState }
  /** It could not be read, and is kept under another name. */
  | { readonly kind: 'lost'; readonly problem: Failure };

/**
 * Reads the state; a file that cannot be read, or with which `tryOut` fails, is kept aside, with `now` in its new name.
 * Raises `STATE_NEWER` for one of a newer version and leaves it where it is, as it would be lost for the checkout that
 * wrote it.
 */
export async function loadState(
  path: string,
  code: string,
  now: number,
  tryOut: (state: PersistedState) => void = () => undefined,
): Promise<LoadedState> {
  const text = await readText(path);
  if (text === undefined) return { kind: 'none' };
  try {
    const state = parseState(text, code);
    tryOut(state);
    return { kind: 'read', state };
  } catch (cause) {
    if (cause instanceof Failure && cause.code === 'STATE_NEWER') throw cause;
    const kept = `${path}.unusable-${now}`;
    await rename(path, kept);
    return { kind: 'lost', problem: problemOf(cause, kept) };
  }
}

function problemOf(cause: unknown, kept: string): Failure {
  const [code, why] =
    cause instanceof Failure
      ? [cause.code, cause.message]
      : ['STATE_UNUSABLE', `The control plane cannot use its state: ${String(cause)}`];
  return new Failure(code, `${why}\nIt was kept as ${kept}.`, { cause });
}

/** Writes the state so that a crash at any moment leaves either the old file or the new one, whole. */
export async function saveState(path: string, state: PersistedState, code: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(stateText(state, code));
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** A rename is on disk only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
