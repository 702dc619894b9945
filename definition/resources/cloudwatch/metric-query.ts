import { z } from 'zod';
import type { MetricId, MetricQuery } from '../../model/alarms.ts';
import { present } from '../../properties/present.ts';
import { flag, text } from '../../properties/scalars.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import { mathExpression } from './math-expression.ts';

/** `[{Name, Value}]`, as a record. */
export const dimensions = uniqueList(z.strictObject({ Name: text, Value: text }), 'Name')
  .max(30, 'a metric has at most 30 dimensions')
  .transform((entries) => Object.fromEntries(entries.map(({ Name, Value }) => [Name, Value])));

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
export const metric = z.strictObject({
  Namespace: text,
  MetricName: text,
  Dimensions: dimensions.optional(),
});

/** What queries of alarms and of scaling policies have in common. */
export const queryMembers = {
  Id: text.refine((id) => /^[a-z]\w{0,254}$/.test(id), 'an ID must begin with a lower-case letter'),
  Expression: mathExpression.optional(),
  Label: text.optional(),
  ReturnData: flag.default(true),
};

/** A query as a template has it; without periods where all are a minute. */
export interface WrittenQuery {
  readonly Id: string;
  readonly Expression?: string | undefined;
  readonly Label?: string | undefined;
  readonly Period?: number | undefined;
  readonly ReturnData: boolean;
  readonly MetricStat?:
    | {
        readonly Metric: z.output<typeof metric>;
        readonly Stat: string;
        readonly Period?: number | undefined;
        readonly Unit?: string | undefined;
      }
    | undefined;
}

const minute = 60;

/** A query as the model has it. */
export function toMetricQuery({ MetricStat: stat, ...written }: WrittenQuery): MetricQuery {
  return present({
    id: written.Id,
    metricStat:
      stat &&
      present({
        metric: toMetricId(stat.Metric),
        stat: stat.Stat,
        periodSeconds: stat.Period ?? minute,
        unit: stat.Unit,
      }),
    expression: written.Expression,
    label: written.Label,
    periodSeconds: written.Period,
    returnData: written.ReturnData,
  });
}

export function toMetricId({ Namespace, MetricName, Dimensions }: z.output<typeof metric>): MetricId {
  return { namespace: Namespace, metricName: MetricName, dimensions: Dimensions ?? {} };
}

/**
 * The rules of lists of queries: each is a metric or an expression, and one alone gives the value.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export function checkQueries(queries: readonly WrittenQuery[], context: z.RefinementCtx): void {
  for (const [index, { Expression, MetricStat }] of queries.entries()) {
    if ((Expression === undefined) !== (MetricStat === undefined)) continue;
    const message = 'a query has either Expression or MetricStat';
    context.addIssue({ code: 'custom', path: [index], message });
  }
  if (queries.filter(({ ReturnData }) => ReturnData).length === 1) return;
  const message = 'ReturnData, which is true by default, must be true for exactly one query';
  context.addIssue({ code: 'custom', message });
}
