import { gzipSync } from 'node:zlib';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { junitReport } from './junit-report.ts';
import { verdictDocument } from './verdict-document.ts';

/** The files of a run by their names. */
export type RunFiles = Readonly<Record<string, string | Uint8Array>>;

/** What a run is read from again; the rest follows from it. */
export const recordFile = 'run.json.gz';

/** The record of a run and its verdict as files; the record is the first, so that it is written whatever happens next. */
export function runFiles(verdict: RunVerdict, record: RunRecord): RunFiles {
  return {
    [recordFile]: gzipSync(JSON.stringify(record)),
    'verdict.json': `${JSON.stringify(verdictDocument(verdict, record), null, 2)}\n`,
    'junit.xml': `${junitReport(verdict, record)}\n`,
  };
}
