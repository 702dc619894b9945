import { z } from 'zod';
import type { ObservedMetric, ObservedRecord, ObservedService, ServiceSample } from './observed-record.ts';
import { recordedValues, scalingRecordSchema } from './scaling-record-schema.ts';

const sample: z.ZodType<ServiceSample> = z.object({
  ...{ atMs: z.number(), desiredCount: z.number(), runningCount: z.number(), pendingCount: z.number() },
  healthyTargets: z.number().exactOptional(),
  deployments: z.array(z.object({ id: z.string(), startMs: z.number(), rolloutState: z.string() })),
});

const metric: z.ZodType<ObservedMetric> = z.object({
  ...{ namespace: z.string(), name: z.string(), statistic: z.string() },
  ...{ unit: z.string().exactOptional(), resource: z.string().exactOptional() },
  ...{ periodSeconds: z.number(), values: recordedValues },
});

const service: z.ZodType<ObservedService> = z.object({
  ...{ cluster: z.string(), service: z.string(), samples: z.array(sample) },
  events: z.array(z.object({ atMs: z.number(), message: z.string() })),
  scaling: scalingRecordSchema.exactOptional(),
  metrics: z.array(metric),
});

/** What was observed, as it is read back from disk. */
export const observedRecordSchema: z.ZodType<ObservedRecord> = z.object({
  services: z.array(service),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number(), reason: z.string() })),
  clockAheadMs: z.number(),
  metrics: z.array(metric).exactOptional(),
  missing: z.array(z.string()).exactOptional(),
});
