import { z } from 'zod';
import { journeyNames, type LoadPlan } from '../shapes/load-plan.ts';
import { loadRecordSchema } from './load-record-schema.ts';
import { observedRecordSchema } from './observed-record-schema.ts';
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

/** Of what one load test recorded, as it is read back from a file. */
export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  version: z.literal(1),
  plan: planSchema,
  environment: z.string(),
  timeScale: z.number(),
  startMs: z.number(),
  endMs: z.number(),
  workers: z.int().positive().exactOptional(),
  k6: k6Schema,
  load: loadRecordSchema,
  observed: observedRecordSchema,
});
