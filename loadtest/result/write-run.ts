import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { hasErrorCode } from './error-code.ts';
import type { RunFiles } from './run-files.ts';

/** The end of the name of a folder that is not complete. */
export const incompleteSuffix = '.incomplete';

/**
 * Writes the files of a run into a new folder. Until all of them are on the disk, its name ends with `.incomplete`; it is
 * left there if one cannot be written. Raises `RUN_EXISTS` and changes nothing where the folder is there already, and
 * `RUN_NOT_WRITTEN`.
 */
export async function writeRun(folder: string, files: RunFiles): Promise<void> {
  const path = resolve(folder);
  const incomplete = `${path}${incompleteSuffix}`;
  checkNames(Object.keys(files));
  try {
    await refuseExisting(path);
    await makeFolder(incomplete);
    for (const [name, content] of Object.entries(files)) await writeSynced(join(incomplete, name), content);
    await rename(incomplete, path);
  } catch (error) {
    throw error instanceof Failure ? error : notWritten(path, incomplete, error);
  }
}

function notWritten(path: string, incomplete: string, error: unknown): Failure {
  const why = errorMessage(error);
  return new Failure('RUN_NOT_WRITTEN', `${path} could not be written: ${why}`, {
    hint: `What was written, if anything, is in ${incomplete}.`,
    cause: error,
  });
}

/** Names are those of the toolkit itself: another one is a mistake in it. */
function checkNames(names: readonly string[]): void {
  const wrong = names.find((name) => !/^[A-Za-z0-9][\w.-]*$/.test(name));
  if (wrong !== undefined) throw new Error(`'${wrong}' is no name of a file in the folder of a run`);
}

async function refuseExisting(path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return;
    throw error;
  }
  throw exists(path);
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await mkdir(path);
  } catch (error) {
    throw hasErrorCode(error, 'EEXIST') ? exists(path) : error;
  }
}

function exists(path: string): Failure {
  return new Failure('RUN_EXISTS', `${path} exists already`, {
    hint: 'Name another folder, or move it away first.',
  });
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
