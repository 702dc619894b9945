import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { loadRecordSchema } from '../record/load-record-schema.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { SharedFolder } from './shared-folder.ts';

/** What every worker of a run has to do. Times are milliseconds. */
export interface Orders {
  readonly count: number;
  /** In the folder of k6's binaries. */
  readonly k6: { readonly file: string; readonly version: string };
  /** k6's options for the whole load, of which each worker sends its share. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What the journeys read, besides the account of the administrator and where the options are. */
  readonly variables: Readonly<Record<string, string>>;
  readonly windowMs: number;
  /** Addresses that are others for a worker: `localhost:8443` to `edge:8443`. */
  readonly addresses: Readonly<Record<string, string>>;
  /** How long a worker waits for the start, and how long it runs at most after that. */
  readonly startWithinMs: number;
  readonly longestMs: number;
}

/** When the load begins, on the clocks of the workers. */
export interface Start {
  readonly startMs: number;
}

/** A worker that waits for the start, and its clock when it began to. */
export interface Ready {
  readonly atMs: number;
}

/** The windows that a worker has finished since its last report. */
export type WorkerReport = LoadRecord;

/** What a worker measured, and how it ended. */
export interface WorkerResult {
  readonly load: LoadRecord;
  readonly k6: RunRecord['k6'];
  /** k6's own summary, as JSON. */
  readonly summary?: string;
}

const ordersSchema: z.ZodType<Orders> = z.object({
  count: z.int().positive(),
  k6: z.object({ file: z.string(), version: z.string() }),
  options: z.record(z.string(), z.unknown()),
  variables: z.record(z.string(), z.string()),
  windowMs: z.int().positive(),
  addresses: z.record(z.string(), z.string()),
  startWithinMs: z.number(),
  longestMs: z.number(),
});
const startSchema: z.ZodType<Start> = z.object({ startMs: z.number() });
const readySchema: z.ZodType<Ready> = z.object({ atMs: z.number() });
const resultSchema: z.ZodType<WorkerResult> = z.object({
  load: loadRecordSchema,
  k6: z.object({
    version: z.string(),
    ended: z.enum(['completed', 'interrupted', 'died']),
    exitCode: z.number().exactOptional(),
    lastLines: z.array(z.string()).exactOptional(),
  }),
  summary: z.string().exactOptional(),
});

/** The kinds of files by which a load test and its workers speak to each other. */
export const sharedFiles = {
  orders: kind(ordersSchema),
  start: kind(startSchema),
  ready: kind(readySchema),
  report: kind(loadRecordSchema),
  result: kind(resultSchema),
} as const;

interface SharedFile<Content> {
  /** Undefined where the file is not there yet. Raises `WORKER_FILE_INVALID`. */
  read(folder: SharedFolder, name: string): Promise<Content | undefined>;
  write(folder: SharedFolder, name: string, content: Content): Promise<void>;
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const isPacked = (name: string) => name.endsWith('.gz');

function kind<Content>(schema: z.ZodType<Content>): SharedFile<Content> {
  return {
    read: async (folder, name) => {
      const found = await folder.get(name);
      if (found === undefined) return undefined;
      const bytes = isPacked(name) ? await unpack(found).catch(() => Buffer.from('')) : found;
      const parsed = schema.safeParse(parseJson(Buffer.from(bytes).toString('utf8')));
      if (parsed.success) return parsed.data;
      throw invalid(name, parsed.error);
    },
    write: async (folder, name, content) => {
      const bytes = Buffer.from(JSON.stringify(content));
      await folder.put(name, isPacked(name) ? await pack(bytes) : bytes);
    },
  };
}

function invalid(name: string, error: z.ZodError): Failure {
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('/')}`;
  return new Failure('WORKER_FILE_INVALID', `${name} of a load test is not as expected${place}.`, {
    hint: 'Somebody else wrote it: run the load test again.',
    cause: error,
  });
}
