import { z } from 'zod';
import type { JsonObject } from '../../definition/template/json-value.ts';
import { parseJson } from '../../json/parse-json.ts';

/** A metric with its dimensions, as alarms have it. */
interface DashboardMetric {
  readonly properties: JsonObject;
}

const body = z.object({
  widgets: z
    .array(
      z.object({
        properties: z.object({ metrics: z.array(z.array(z.unknown())).default([]) }).default({ metrics: [] }),
      }),
    )
    .default([]),
});

/**
 * The metrics that a dashboard shows. In a row of them, `.` stands for what the row before has there, and `...` for all that it
 * has there.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function metricsOfDashboard(written: string | undefined): readonly DashboardMetric[] {
  const parsed = body.safeParse(parseJson(written ?? ''));
  if (!parsed.success) return [];
  return parsed.data.widgets.flatMap(({ properties: { metrics } }) => {
    let before: readonly string[] = [];
    return metrics.flatMap((row) => {
      const texts = row.filter((each) => typeof each === 'string');
      if (texts.length === 0) return [];
      before = completed(texts, before);
      const [Namespace = '', MetricName = '', ...rest] = before;
      return [{ properties: { Namespace, MetricName, Dimensions: dimensionsOf(rest) } }];
    });
  });
}

function completed(row: readonly string[], before: readonly string[]): readonly string[] {
  const [first, ...others] = row;
  if (first === '...') return [...before.slice(0, before.length - others.length), ...others];
  return row.map((each, index) => (each === '.' ? (before[index] ?? each) : each));
}

function dimensionsOf(pairs: readonly string[]): readonly JsonObject[] {
  return pairs.flatMap((Name, index) => (index % 2 === 0 ? [{ Name, Value: pairs[index + 1] ?? '' }] : []));
}
