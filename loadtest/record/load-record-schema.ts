import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import type { LoadRecord } from './load-record.ts';

const count = z.int().min(0);

const stepWindow = z
  .strictObject({
    requests: count,
    failures: z.record(z.string(), count).readonly(),
    wrong: count,
    times: z.union([z.literal(''), z.base64()]),
  })
  .readonly()
  .refine(({ requests, failures, wrong }) => failed(failures) + wrong <= requests, {
    error: 'more failed and wrong answers than requests',
  })
  .refine(({ requests, times }) => (requests === 0) === (times === ''), {
    error: 'response times without requests, or requests without response times',
  });

const loadWindow = z
  .strictObject({
    iterations: count,
    droppedIterations: count,
    visitors: count.exactOptional(),
    steps: z.record(z.string(), stepWindow).readonly(),
  })
  .readonly();

/** A load record as it is read back from a file. */
export const loadRecordSchema: z.ZodType<LoadRecord> = z
  .strictObject({
    startMs: z.int(),
    windowMs: z.int().positive(),
    windows: z.array(loadWindow).readonly(),
    setupRequests: count.exactOptional(),
    unmatchedChecks: count.exactOptional(),
  })
  .readonly();

/** The load record in a parsed file. Raises `LOAD_RECORD_INVALID` with the first place that does not fit; `source` names the file. */
export function readLoadRecord(value: unknown, source: string): LoadRecord {
  const parsed = loadRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('/')}`;
  throw new Failure('LOAD_RECORD_INVALID', `${source} is not a load record${place}: ${issue?.message}`, {
    hint: 'It was changed, cut off, or written by another version of the toolkit: run the load test again.',
    cause: parsed.error,
  });
}

function failed(failures: Readonly<Record<string, number>>): number {
  return Object.values(failures).reduce((sum, each) => sum + each, 0);
}
