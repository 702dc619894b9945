import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import { countsOf } from '../../cloudwatch/metrics/distribution.ts';
import { type MetricDatum, metricKey } from '../../cloudwatch/metrics/metric.ts';
import { tallyOf } from '../../cloudwatch/metrics/tally.ts';

/** What is written at once: data, and where the sources were that gave it. */
export interface JournalEntry {
  readonly data: readonly MetricDatum[];
  readonly positions: ReadonlyMap<string, string>;
}

/** To be raised with the meaning of a line, such as the width of the bins of values. */
const version = 1;

const series = z.object({
  metric: z.object({
    namespace: z.string(),
    metricName: z.string(),
    dimensions: z.record(z.string(), z.string()),
  }),
  unit: z.string(),
  high: z.boolean(),
  /** Time, number of samples, sum, minimum and maximum, then pairs of a bin and a count where they are known. */
  points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()], z.number())),
});
const line = z.object({
  version: z.literal(version),
  reducedTo: z.enum(['resolution', 'minutes']).optional(),
  series: z.array(series),
  positions: z.record(z.string(), z.string()),
});

/** To what the lines of a file that is not written any more were brought together: in each there is a series once. */
export type Reduction = 'resolution' | 'minutes';

/** How the line of an entry begins that was reduced. */
export function reducedStart(reducedTo: Reduction): string {
  return `{"version":${version},"reducedTo":"${reducedTo}"`;
}

/** An entry as a line of JSON, with its end. */
export function entryLine({ data, positions }: JournalEntry, reducedTo?: Reduction): string {
  const bySeries = Map.groupBy(data, ({ metric, unit, isHighResolution }) =>
    JSON.stringify([metricKey(metric), unit, isHighResolution]),
  );
  const content: z.infer<typeof line> = {
    version,
    reducedTo,
    series: [...bySeries.values()].flatMap(seriesOf),
    positions: Object.fromEntries(positions),
  };
  return `${JSON.stringify(content)}\n`;
}

/** The entry that a line holds; undefined where it is none, or one of another version. */
export function parseLine(text: string): JournalEntry | undefined {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { series: all, positions } = parsed.data;
  return { data: all.flatMap(dataOf), positions: new Map(Object.entries(positions)) };
}

type Series = z.infer<typeof series>;
type Point = Series['points'][number];

function seriesOf(data: readonly MetricDatum[]): readonly Series[] {
  const [first] = data;
  if (first === undefined) return [];
  const { metric, unit, isHighResolution } = first;
  return [{ metric, unit, high: isHighResolution, points: data.map(pointOf) }];
}

function pointOf({ atMs, values }: MetricDatum): Point {
  const { sampleCount, sum, minimum, maximum, distribution = [] } = tallyOf(values);
  return [atMs, sampleCount, sum, minimum, maximum, ...distribution];
}

function dataOf({ metric, unit, high, points }: Series): readonly MetricDatum[] {
  return points.map(([atMs, sampleCount, sum, minimum, maximum, ...distribution]) => ({
    ...{ metric, unit, atMs, isHighResolution: high },
    values: {
      ...{ sampleCount, sum, minimum, maximum },
      ...(distribution.length === 0 ? {} : { counts: countsOf(distribution, { minimum, maximum }) }),
    },
  }));
}
