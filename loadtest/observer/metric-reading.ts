import type { CloudWatch, MetricDataQuery } from '../../aws/scaling-types.ts';
import type { RecordedValue } from '../../local/scaling/words/scaling-record.ts';
import { readMetrics } from '../../operations/read-metrics.ts';
import type { ReadRange } from '../../operations/scaling-alarms.ts';
import type { ObservedMetric } from '../record/observed-record.ts';
import { inPeriods, readableSeconds, realSeconds } from './shortened-periods.ts';

/** A metric to read. */
export interface WantedMetric {
  readonly named: Omit<ObservedMetric, 'periodSeconds' | 'values'>;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Absent where it is of no service in particular. */
  readonly service?: string;
}

export interface ReadMetric extends Pick<WantedMetric, 'service'> {
  readonly metric: ObservedMetric;
}

/** Metrics come in minutes, which a time scale shortens. */
const minuteSeconds = 60;
/** GetMetricData takes so many queries. */
const mostQueries = 500;

/** Reads metrics in whole periods, without those that have no values; times are of the endpoint's clock. */
export async function readWantedMetrics(
  cloudWatch: CloudWatch,
  wanted: readonly WantedMetric[],
  { range, timeScale }: { readonly range: ReadRange; readonly timeScale: number },
): Promise<readonly ReadMetric[]> {
  const periodSeconds = realSeconds(minuteSeconds, timeScale);
  const whole = wholePeriods(range, periodSeconds);
  const found: (readonly RecordedValue[])[] = [];
  for (let from = 0; from < wanted.length; from += mostQueries) {
    const queries = wanted.slice(from, from + mostQueries).map(queryIn(readableSeconds(periodSeconds)));
    const read = await readMetrics(cloudWatch, queries, whole);
    found.push(...queries.map(({ Id = '' }) => read.get(Id) ?? []));
  }
  return wanted.flatMap(({ named, service }, index) => {
    const values = inPeriods(found[index] ?? [], periodSeconds, named.statistic);
    if (values.length === 0) return [];
    return [{ ...(service === undefined ? {} : { service }), metric: { ...named, periodSeconds, values } }];
  });
}

/** From the beginning of the first period; the one that is not over yet is left out. */
function wholePeriods({ fromMs, toMs }: ReadRange, periodSeconds: number): ReadRange {
  const begin = (ms: number) => Math.floor(Math.floor(ms / (periodSeconds * 1000)) * periodSeconds * 1000);
  return { fromMs: begin(fromMs), toMs: begin(toMs) };
}

function queryIn(Period: number) {
  return ({ named, dimensions }: WantedMetric, index: number): MetricDataQuery => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace: named.namespace, MetricName: named.name, Dimensions };
    return { Id: `m${index}`, MetricStat: { Metric, Period, Stat: named.statistic } };
  };
}
