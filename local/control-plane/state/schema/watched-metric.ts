import { z } from 'zod';
import type {
  MetricId,
  MetricQuery,
  MetricStat,
  WatchedMetric,
} from '../../../../definition/model/alarms.ts';
import { objectOf } from './object-of.ts';
import { textByName } from './task-definition.ts';

const text = z.string();

const metricStat = objectOf<MetricStat>()({
  metric: objectOf<MetricId>()({ namespace: text, metricName: text, dimensions: textByName }),
  stat: text,
  periodSeconds: z.number(),
  unit: text.exactOptional(),
});

const query = objectOf<MetricQuery>()({
  id: text,
  metricStat: metricStat.exactOptional(),
  expression: text.exactOptional(),
  label: text.exactOptional(),
  periodSeconds: z.number().exactOptional(),
  returnData: z.boolean(),
});

/** What an alarm watches or a policy tracks, as the state keeps it. */
export const watchedMetric: z.ZodType<WatchedMetric> = z.discriminatedUnion('kind', [
  metricStat.extend({ kind: z.literal('metric') }),
  z.object({ kind: z.literal('math'), queries: z.array(query) }),
]);
