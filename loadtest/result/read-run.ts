import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { RunRecord } from '../record/run-record.ts';
import { runRecordSchema } from '../record/run-record-schema.ts';
import { hasErrorCode } from './error-code.ts';
import { recordFile } from './run-files.ts';
import { incompleteSuffix } from './write-run.ts';

/**
 * Reads the record of a run from its folder; it never changes anything there. Raises `NO_SUCH_RUN`, `INCOMPLETE_RUN` for one
 * that was not written to its end, `NEWER_RUN`, and `NOT_A_RUN` for any other folder.
 */
export async function readRun(folder: string): Promise<RunRecord> {
  const path = resolve(folder);
  if (path.endsWith(incompleteSuffix)) throw incomplete(path);
  const json = unpacked(await readRecord(path), path);
  const version = versionSchema.safeParse(json).data?.version;
  if (version === undefined) throw notARun(path, `${recordFile} has no version`);
  if (version > 1) throw newer(path, version);
  const parsed = runRecordSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw notARun(path, `${recordFile} is damaged:\n${z.prettifyError(parsed.error)}`);
}

const versionSchema = z.object({ version: z.number() });

async function readRecord(path: string): Promise<Buffer> {
  try {
    return await readFile(join(path, recordFile));
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) throw error;
    if (await isThere(path)) throw notARun(path, `it has no ${recordFile}`);
    throw (await isThere(`${path}${incompleteSuffix}`))
      ? incomplete(`${path}${incompleteSuffix}`)
      : noSuchRun(path);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/** Of a record that is larger than any, which a damaged file can claim to be. */
const mostBytes = 1024 ** 3;

function unpacked(content: Buffer, path: string): unknown {
  try {
    return parseJson(gunzipSync(content, { maxOutputLength: mostBytes }).toString());
  } catch {
    throw notARun(path, `${recordFile} is damaged, or not compressed with gzip`);
  }
}

function noSuchRun(path: string): Failure {
  const message = `There is no run at ${path}`;
  return wrongUsage(
    'NO_SUCH_RUN',
    message,
    'Name the folder that a load test left, which has a verdict.json.',
  );
}

function incomplete(path: string): Failure {
  const message = `${path} is a run that was not written to its end`;
  return wrongUsage('INCOMPLETE_RUN', message, 'Look at the files in it, and run the load test again.');
}

function newer(path: string, version: number): Failure {
  const message = `${path} was written by a newer version (${version} instead of 1)`;
  return wrongUsage('NEWER_RUN', message, 'Use the version of the toolkit that wrote it.');
}

function notARun(path: string, why: string): Failure {
  const message = `${path} is not a run of a load test: ${why}`;
  return wrongUsage('NOT_A_RUN', message, 'Name the folder that a load test left, which has a verdict.json.');
}
