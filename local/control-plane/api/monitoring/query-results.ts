import type { MetricQuery } from '../../../../definition/model/alarms.ts';
import {
  evaluateQueries,
  type QueryResult,
  shortestPeriodMs,
} from '../../../cloudwatch/math/evaluate-queries.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { roundedRange } from './input/periods.ts';
import { labelled } from './labels.ts';
import { periodsByUnit } from './units-of.ts';

/** The result of a query, and the messages about it. */
export interface LabelledResult extends QueryResult {
  readonly messages: readonly { readonly Code: string; readonly Value: string }[];
}

interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * What the queries that return data give, in the order of the queries. Each has its own period, by which the times of the
 * request are rounded. Raises `ValidationError`.
 */
export function evaluateByPeriod(
  queries: readonly MetricQuery[],
  range: TimeRange,
  metrics: CloudWatch['metrics'],
): readonly LabelledResult[] {
  const periods = new Map(queries.map((query) => [query.id, secondsOf(query, queries)]));
  const evaluated = new Map(
    [...new Set(periods.values())].map((periodSeconds) => {
      const { startMs, endMs } = roundedRange({ ...range, periodSeconds });
      const periodMs = shortestPeriodMs(queries) ?? minuteMs;
      return [periodSeconds, evaluateQueries(queries, { startMs, endMs, periodMs }, metrics)] as const;
    }),
  );
  const resultsOf = ({ id }: MetricQuery) =>
    evaluated.get(periods.get(id) ?? 0)?.filter((result) => result.id === id) ?? [];
  const results = queries.filter(({ returnData }) => returnData).flatMap(resultsOf);
  return labelled(results, queries).map((result) => {
    const query = queries.find(({ id }) => id === result.id);
    return { ...result, messages: unitMessages(query?.metricStat, range, metrics) };
  });
}

const minuteMs = 60_000;

/** The period of a query in seconds: for an expression its own, or the longest of what it is made of. */
function secondsOf(
  query: MetricQuery,
  queries: readonly MetricQuery[],
  path: readonly string[] = [],
): number {
  const own = query.metricStat?.periodSeconds ?? query.periodSeconds;
  if (own !== undefined || path.includes(query.id)) return own ?? 0;
  const used = queries.filter(({ id }) => id !== query.id && uses(query.expression, id));
  const longest = Math.max(0, ...used.map((other) => secondsOf(other, queries, [...path, query.id])));
  return longest > 0 ? longest : (shortestPeriodMs(queries) ?? minuteMs) / 1000;
}

/** `METRICS()` is all metrics. */
function uses(expression = '', id: string): boolean {
  return /\bMETRICS\s*\(/.test(expression) || new RegExp(`\\b${id}\\b`).test(expression);
}

function unitMessages(stat: MetricQuery['metricStat'], range: TimeRange, metrics: CloudWatch['metrics']) {
  if (stat === undefined || stat.unit !== undefined) return [];
  const asked = roundedRange({ ...range, periodSeconds: stat.periodSeconds });
  const units = periodsByUnit(metrics, stat.metric, asked).map(({ unit }) => unit);
  const Value = `Multiple units returned: '[${units.join(', ')}]'`;
  return units.length < 2 ? [] : [{ Code: 'MultipleUnits', Value }];
}
