import type { CloudWatch, MetricDataQuery } from '../aws/scaling-types.ts';
import type { RecordedValue } from '../local/scaling/words/scaling-record.ts';

/**
 * The values of metrics by the ids of their queries, the oldest first.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readMetrics(
  cloudWatch: CloudWatch,
  queries: readonly MetricDataQuery[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlyMap<string, readonly RecordedValue[]>> {
  const found = new Map<string, RecordedValue[]>();
  let token: string | undefined;
  do {
    const page = await cloudWatch.getMetricData({
      MetricDataQueries: [...queries],
      StartTime: new Date(fromMs),
      EndTime: new Date(toMs),
      ScanBy: 'TimestampAscending',
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const { Id = '', Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const values = Timestamps.flatMap((time, index) => {
        const value = Values[index];
        return value === undefined ? [] : [{ startMs: time.getTime(), value }];
      });
      found.set(Id, [...(found.get(Id) ?? []), ...values]);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
