import { z } from 'zod';
import { journeyNames, type LoadPlan } from '../shapes/load-plan.ts';
import type { LoadRecord } from './load-record.ts';
import type { ObservedRecord } from './observed-record.ts';
import type { RunRecord } from './run-record.ts';

const planSchema: z.ZodType<LoadPlan> = z.object({
  scenario: z.string(),
  startRatePerSecond: z.number(),
  stages: z.array(z.object({ durationMs: z.number(), ratePerSecond: z.number() })),
  mix: z.record(z.enum(journeyNames), z.number()),
  mostVisitors: z.number(),
});

const k6Schema: z.ZodType<RunRecord['k6']> = z.object({
  version: z.string(),
  ended: z.enum(['completed', 'interrupted', 'died']),
  exitCode: z.number().exactOptional(),
  lastLines: z.array(z.string()).exactOptional(),
});

const loadRecordSchema = z.custom<LoadRecord>(
  (value) =>
    z.object({ startMs: z.number(), windowMs: z.number(), windows: z.array(z.object()) }).safeParse(value)
      .success,
  'this is not a record of a load',
);

const observedRecordSchema = z.custom<ObservedRecord>(
  (value) => z.object({ services: z.array(z.object()), gaps: z.array(z.object()) }).safeParse(value).success,
  'this is not a record of what was observed',
);

/** Of what one load test recorded, as it is read back from a file. */
export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  version: z.literal(1),
  plan: planSchema,
  environment: z.string(),
  timeScale: z.number(),
  startMs: z.number(),
  endMs: z.number(),
  k6: k6Schema,
  load: loadRecordSchema,
  observed: observedRecordSchema,
});
