import type { CloudWatch, MetricAlarm, MetricDataQuery } from '../../aws/scaling-types.ts';
import {
  alarmsOf,
  type RecordedValue,
  type ScalingRecord,
} from '../../local/scaling/words/scaling-record.ts';
import { atTimeScale } from '../../local/scaling/words/told-scaling.ts';
import { readMetrics } from '../../operations/read-metrics.ts';
import type { ReadRange } from '../../operations/scaling-alarms.ts';
import { taskCountQueries } from '../../operations/task-counts.ts';
import { inPeriods, readableSeconds, realSeconds } from './shortened-periods.ts';

/** The definitions of the alarms in a record; CloudWatch describes a hundred in one call. */
export async function describeAlarms(
  cloudWatch: CloudWatch,
  record: ScalingRecord,
): Promise<readonly MetricAlarm[]> {
  const names = alarmsOf(record).map(({ alarmName }) => alarmName);
  if (names.length === 0) return [];
  const { MetricAlarms = [] } = await cloudWatch.describeAlarms({
    ...{ AlarmNames: names, AlarmTypes: ['MetricAlarm'], MaxRecords: 100 },
  });
  return MetricAlarms;
}

/**
 * The record of a service in the periods that a time scale shortens: the values that its alarms judged, and the tasks that
 * ran. Alarms multiply sums of shortened periods up to those of whole ones, and so are the values here.
 */
export async function scalingAtScale(
  cloudWatch: CloudWatch,
  { record, alarms }: { readonly record: ScalingRecord; readonly alarms: readonly MetricAlarm[] },
  { range, timeScale }: { readonly range: ReadRange; readonly timeScale: number },
): Promise<ScalingRecord> {
  if (timeScale === 1) return record;
  const values = await Promise.all(
    alarms.map(
      async (alarm): Promise<readonly [string, readonly RecordedValue[]]> => [
        alarm.AlarmName ?? '',
        await judgedBy(cloudWatch, alarm, range, timeScale),
      ],
    ),
  );
  const tasks = await liveTasks(cloudWatch, record, range, timeScale);
  return atTimeScale(record, { timeScale, values: Object.fromEntries(values), tasks });
}

async function judgedBy(
  cloudWatch: CloudWatch,
  alarm: MetricAlarm,
  range: ReadRange,
  timeScale: number,
): Promise<readonly RecordedValue[]> {
  const declared = alarm.Metrics?.length ? alarm.Metrics : [singleQuery(alarm)];
  const wanted = declared.find(({ ReturnData = true }) => ReturnData);
  const seconds = realSeconds(alarm.Period ?? periodIn(declared), timeScale);
  const queries = declared.flatMap((query) => shortened(query, readableSeconds(seconds), timeScale));
  const read = await readMetrics(cloudWatch, queries, range);
  const periods = inPeriods(read.get(wanted?.Id ?? '') ?? [], seconds, statisticOf(wanted));
  // The last period is not over yet.
  return periods.filter(({ startMs }) => startMs + seconds * 1000 <= range.toMs);
}

function singleQuery(alarm: MetricAlarm): MetricDataQuery {
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit } = alarm;
  const Metric = { Namespace, MetricName, Dimensions };
  const Stat = Statistic ?? ExtendedStatistic ?? 'Average';
  return { Id: 'value', MetricStat: { Metric, Period, Stat, ...(Unit === undefined ? {} : { Unit }) } };
}

function periodIn(queries: readonly MetricDataQuery[]): number {
  return queries.flatMap(({ Period, MetricStat }) => MetricStat?.Period ?? Period ?? [])[0] ?? 60;
}

/** Values of metric math are taken as they are. */
function statisticOf(query: MetricDataQuery | undefined): string {
  return query?.MetricStat?.Stat ?? 'Average';
}

const counted = ['Sum', 'SampleCount'];

/** A query in shorter periods; what it counts is multiplied in an expression that takes its place. */
function shortened(query: MetricDataQuery, Period: number, timeScale: number): readonly MetricDataQuery[] {
  const { Id = '', MetricStat, ReturnData = true } = query;
  if (MetricStat === undefined) return [{ ...query, ...(query.Period === undefined ? {} : { Period }) }];
  const read = { ...query, MetricStat: { ...MetricStat, Period } };
  if (!counted.includes(MetricStat.Stat ?? '')) return [read];
  const unscaled = `${Id}_unscaled`;
  return [
    { ...read, Id: unscaled, ReturnData: false },
    { Id, Expression: `${unscaled} * ${timeScale}`, ReturnData },
  ];
}

/** ECS counts the running tasks of a service in each period. */
async function liveTasks(
  cloudWatch: CloudWatch,
  { resourceId }: ScalingRecord,
  range: ReadRange,
  timeScale: number,
): Promise<readonly RecordedValue[]> {
  const [, cluster = '', service = ''] = resourceId.split('/');
  const seconds = realSeconds(60, timeScale);
  const [live] = taskCountQueries(cluster, service);
  if (live?.MetricStat === undefined) return [];
  const query = {
    ...live,
    MetricStat: { ...live.MetricStat, Period: readableSeconds(seconds), Stat: 'Maximum' },
  };
  const read = await readMetrics(cloudWatch, [query], range);
  return inPeriods(read.get(live.Id ?? '') ?? [], seconds, 'Maximum');
}
