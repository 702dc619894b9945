/**
 * What a worker's task runs. Its variables: `LOADTEST_BUCKET` and `LOADTEST_RUN` (the folder of the run in it),
 * `LOADTEST_WORKER` (its number, from 1), and the account of the administrators' journey.
 */
import { lookup } from 'node:dns/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bucketFolder } from '../../aws/shared-objects.ts';
import { taskS3 } from '../../aws/task-s3.ts';
import { binariesPrefix } from './shared-folder.ts';
import { work } from './work.ts';

const { LOADTEST_BUCKET: bucket = '', LOADTEST_RUN: run = '', LOADTEST_WORKER: number = '' } = process.env;
const stopped = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopped.abort());
const s3 = taskS3();
await work({
  worker: Number(number),
  shared: bucketFolder(s3, bucket, run),
  binaries: bucketFolder(s3, bucket, binariesPrefix),
  folder: join(tmpdir(), 'loadtest'),
  environment: process.env,
  signal: stopped.signal,
  findAddress: async (host) => (await lookup(host, { family: 4 })).address,
  say: (line) => void process.stdout.write(`${line}\n`),
});
process.exit(0);
