import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { RunFiles } from '../../loadtest/result/run-files.ts';
import { writeRun } from '../../loadtest/result/write-run.ts';
import { systemReason } from '../system-reason.ts';

/** The value of `--out`; `usual` without one. Raises `BAD_ARGUMENT` for a folder that cannot be written, before there is a load. */
export async function outOption(value: string | boolean | undefined, usual: string): Promise<string> {
  const out = value === undefined ? usual : String(value);
  if (out.trim() === '') throw notWritable(out, 'it has no name');
  try {
    await mkdir(out, { recursive: true });
    await rm(await mkdtemp(join(out, '.writable-')), { recursive: true });
  } catch (error) {
    throw notWritable(out, systemReason(error));
  }
  return out;
}

function notWritable(out: string, why: string): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    `The folder '${out}' of --out cannot be written: ${why}`,
    'Name another folder.',
  );
}

/** Runs that may begin in one second. */
const mostNames = 20;

/**
 * Writes the files of a run into a folder of its own in `out`, with a number at its end where another run began in the same
 * second; gives its path. Where `out` cannot be written any more, the run is kept among the temporary files.
 */
export async function keepRun(
  out: string,
  name: string,
  files: RunFiles,
  say: (text: string) => void,
): Promise<string> {
  try {
    return await writeUnderFreeName(out, name, files);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'RUN_NOT_WRITTEN') throw error;
    const instead = await mkdtemp(join(tmpdir(), 'loadtest-run-'));
    const folder = await writeUnderFreeName(instead, name, files);
    say(`${error.message}. The run is kept in ${folder}`);
    return folder;
  }
}

async function writeUnderFreeName(out: string, name: string, files: RunFiles): Promise<string> {
  for (let number = 1; ; number += 1) {
    const folder = join(out, number === 1 ? name : `${name}-${number}`);
    try {
      await writeRun(folder, files);
      return folder;
    } catch (error) {
      const isTaken = error instanceof Failure && error.code === 'RUN_EXISTS';
      if (!isTaken || number === mostNames) throw error;
    }
  }
}
