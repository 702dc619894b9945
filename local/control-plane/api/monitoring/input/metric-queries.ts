import { z } from 'zod';
import type { MetricQuery } from '../../../../../definition/model/alarms.ts';
import { dimensions, metricId, metricName, namespace } from './dimensions.ts';
import { unit } from './units.ts';
import { flag, integer, list, text } from './values.ts';

const metricStat = z.object({
  Metric: z.object({ Namespace: namespace, MetricName: metricName, Dimensions: dimensions.optional() }),
  Period: integer(1),
  Stat: text(1, 255),
  Unit: unit.optional(),
});

const query = z.object({
  Id: text(1, 255),
  MetricStat: metricStat.optional(),
  Expression: text(1, 2048).optional(),
  Label: z.string().optional(),
  ReturnData: flag.optional(),
  Period: integer(1).optional(),
  AccountId: text(1, 255).optional(),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const metricQueries = (most: number) => list(query, most);

export type QueryInput = z.output<typeof query>;

/** A query as the model has it. */
export function metricQuery({
  Id,
  MetricStat,
  Expression,
  Label,
  Period,
  ReturnData,
}: QueryInput): MetricQuery {
  return {
    id: Id,
    ...(MetricStat === undefined ? {} : { metricStat: modelOf(MetricStat) }),
    ...(Expression === undefined ? {} : { expression: Expression }),
    ...(Label === undefined ? {} : { label: Label }),
    ...(Period === undefined ? {} : { periodSeconds: Period }),
    returnData: ReturnData ?? true,
  };
}

function modelOf({ Metric, Period, Stat, Unit }: z.output<typeof metricStat>) {
  const stat = { metric: metricId(Metric), stat: Stat, periodSeconds: Period };
  return Unit === undefined ? stat : { ...stat, unit: Unit };
}
