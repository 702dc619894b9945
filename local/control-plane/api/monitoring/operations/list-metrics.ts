import { z } from 'zod';
import type { MetricId } from '../../../../../definition/model/alarms.ts';
import { ownValue } from '../../../../../json/own-value.ts';
import { metricKey } from '../../../../cloudwatch/metrics/metric.ts';
import { AwsError } from '../../aws-error.ts';
import { metricName, namespace } from '../input/dimensions.ts';
import { flag, list, text } from '../input/values.ts';
import { type Context, metricOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { metricShape } from '../shapes/metric.ts';

const input = z.object({
  Namespace: namespace.optional(),
  MetricName: metricName.optional(),
  Dimensions: list(z.object({ Name: text(1, 255), Value: text(1, 1024).optional() }), 10).optional(),
  NextToken: z.string().optional(),
  RecentlyActive: z.string().optional(),
  IncludeLinkedAccounts: flag.optional(),
  OwningAccount: z.string().optional(),
});

type Input = z.output<typeof input>;

const pageSize = 500;
const hourMs = 3_600_000;

/**
 * The metrics of which there is data, in the order of their namespaces and names.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export const listMetrics = metricOperation(input, (request, context) => {
  const { NextToken, OwningAccount = context.place.accountId, ...filters } = request;
  const isWanted = filterOf(request, context);
  const found = OwningAccount === context.place.accountId ? context.metrics.list().filter(isWanted) : [];
  const page = pageOf(
    found.map((item) => ({ key: metricKey(item), item })),
    { size: pageSize, NextToken, list: ['metrics', filters], invalidToken },
  );
  const owners = page.items.map(() => context.place.accountId);
  return {
    Metrics: page.items.map((metric) => metricShape(inOrder(metric))),
    NextToken: page.NextToken,
    OwningAccounts: request.IncludeLinkedAccounts === true ? owners : undefined,
  };
});

function invalidToken(): AwsError {
  return new AwsError('InvalidParameterValue', 'Request parameter NextToken is invalid');
}

function filterOf(request: Input, context: Context): (metric: MetricId) => boolean {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive } = request;
  if (RecentlyActive !== undefined && RecentlyActive !== 'PT3H') {
    throw new AwsError('InvalidParameterValue', 'Request parameter recentlyActive value is invalid');
  }
  return (metric) =>
    (Namespace === undefined || metric.namespace === Namespace) &&
    (MetricName === undefined || metric.metricName === MetricName) &&
    Dimensions.every(({ Name, Value }) => {
      const value = ownValue(metric.dimensions, Name);
      return value !== undefined && value === (Value ?? value);
    }) &&
    (RecentlyActive === undefined || isRecent(metric, context));
}

/** CloudWatch too lists some metrics whose last datapoint is nearly an hour older. */
function isRecent(metric: MetricId, { metrics, nowMs }: Context): boolean {
  const now = nowMs();
  const startMs = Math.floor((now - 3 * hourMs) / hourMs) * hourMs;
  return metrics.read(metric, { startMs, endMs: now + hourMs, periodMs: hourMs }).length > 0;
}

/** CloudWatch lists dimensions by name, whatever order they were given in. */
function inOrder(metric: MetricId): MetricId {
  const sorted = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...metric, dimensions: Object.fromEntries(sorted) };
}
