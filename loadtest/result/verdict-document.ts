import { z } from 'zod';
import type { RunRecord } from '../record/run-record.ts';
import { countIterations, countRequests, stepNamesIn, stepWindows } from '../thresholds/load-counts.ts';
import type { RunVerdict } from '../verdict/verdict.ts';

/**
 * What `verdict.json` contains. A later version of the toolkit adds members; one that removes a member, or changes what it
 * means, has another `version`. Times are milliseconds since the epoch.
 */
export interface VerdictDocument extends RunVerdict {
  readonly version: 1;
  readonly scenario: string;
  readonly environment: string;
  readonly timeScale: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly k6: { readonly version: string; readonly ended: RunRecord['k6']['ended'] };
  readonly load: LoadSummary;
}

/** The whole load in numbers. */
export interface LoadSummary {
  readonly requests: number;
  /** How many requests were errors of a kind: a status, a code of k6, or `wrong content`. */
  readonly errors: Readonly<Record<string, number>>;
  readonly plannedIterations: number;
  readonly droppedIterations: number;
}

/** The content of `verdict.json`. */
export function verdictDocument(verdict: RunVerdict, record: RunRecord): VerdictDocument {
  const { environment, timeScale, startMs, endMs, k6, plan } = record;
  return {
    version: 1,
    ...verdict,
    scenario: plan.scenario,
    ...{ environment, timeScale, startMs, endMs },
    k6: { version: k6.version, ended: k6.ended },
    load: loadSummary(record),
  };
}

/** The whole load of a run. */
export function loadSummary({ load: { windows } }: Pick<RunRecord, 'load'>): LoadSummary {
  const { planned, dropped } = countIterations(windows);
  const counts = countRequests(stepWindows(windows, stepNamesIn(windows)));
  return { ...counts, plannedIterations: planned, droppedIterations: dropped };
}

const direction = z.enum(['out', 'in']);

const expectedChange = z.object({
  direction,
  atMs: z.number(),
  value: z.number(),
  threshold: z.number(),
});

const observedChange = z.object({
  direction,
  from: z.number(),
  to: z.number(),
  breach: z.object({ atMs: z.number(), value: z.number() }).exactOptional(),
  alarmAtMs: z.number().exactOptional(),
  activityAtMs: z.number(),
  fulfilledAtMs: z.number().exactOptional(),
  recoveredAtMs: z.number().exactOptional(),
});

const policy = z.object({
  service: z.string(),
  policyName: z.string(),
  outcome: z.enum(['passed', 'failed', 'not-exercised', 'could-not-act']),
  sentence: z.string(),
  expected: z.array(expectedChange),
  observed: z.array(observedChange),
});

const finding = z.object({
  service: z.string(),
  kind: z.enum([
    'past-the-maximum',
    'flapped',
    'scaled-in-too-early',
    'lost-requests-while-scaling',
    'never-came-back',
  ]),
  sentence: z.string(),
});

const outcome = z.enum(['passed', 'failed']);

const threshold = z.object({ title: z.string(), outcome, sentence: z.string(), samples: z.number() });

/** Of `verdict.json`. Members that a later version of the toolkit added are left out. */
export const verdictSchema: z.ZodType<VerdictDocument> = z.object({
  version: z.literal(1),
  outcome,
  faults: z.array(z.string()),
  policies: z.array(policy),
  findings: z.array(finding),
  thresholds: z.array(threshold),
  scenario: z.string(),
  environment: z.string(),
  timeScale: z.number(),
  startMs: z.number(),
  endMs: z.number(),
  k6: z.object({ version: z.string(), ended: z.enum(['completed', 'interrupted', 'died']) }),
  load: z.object({
    requests: z.number(),
    errors: z.record(z.string(), z.number()),
    plannedIterations: z.number(),
    droppedIterations: z.number(),
  }),
});
