import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../../failure/failure.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { readText } from '../../environment/state-file.ts';
import type { PersistedState } from './persisted-state.ts';

/** Grows whenever a state of an earlier version could not be read as it is. */
const currentVersion = 1;

const envelopeSchema = z.object({ version: z.int(), sha256: z.string(), state: z.unknown() });

/** The digest shows that this program wrote the state and that it is whole, so its shape needs no second look. */
const stateSchema = z.custom<PersistedState>(
  (value) => z.object({ cluster: z.object() }).safeParse(value).success,
);

export interface LoadedState {
  readonly state?: PersistedState;
  /** Why the file could not be used; it was kept under another name. */
  readonly problem?: Failure;
}

/** Reads the state. A file that is damaged or of a newer version is kept aside: `now` goes into its new name. */
export async function loadState(path: string, now: number): Promise<LoadedState> {
  const text = await readText(path);
  if (text === undefined) return {};
  const parsed = parseState(text);
  if (!(parsed instanceof Failure)) return { state: parsed };
  const kept = `${path}.unusable-${now}`;
  await rename(path, kept);
  return {
    problem: new Failure(parsed.code, `${parsed.message} It was kept as ${kept}.`, { cause: parsed }),
  };
}

/** Writes the state so that a crash at any moment leaves either the old file or the new one, whole. */
export async function saveState(path: string, state: PersistedState): Promise<void> {
  const body = JSON.stringify(state);
  const text = `{"version":${currentVersion},"sha256":"${digest(body)}","state":${body}}\n`;
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

function parseState(text: string): PersistedState | Failure {
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success)
    return new Failure('STATE_UNREADABLE', 'The state file is not one of the control plane.');
  const { version, sha256, state } = envelope.data;
  if (version > currentVersion) {
    return new Failure(
      'STATE_NEWER',
      `The state file has version ${version}; this checkout knows ${currentVersion}.`,
    );
  }
  const whole = sha256 === digest(JSON.stringify(state)) ? stateSchema.safeParse(state) : undefined;
  return whole?.data ?? new Failure('STATE_DAMAGED', 'The state file is damaged: its digest does not match.');
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('hex');
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
