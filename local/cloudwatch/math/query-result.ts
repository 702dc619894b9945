import type { MetricQuery } from '../../../definition/model/alarms.ts';
import { MathProblem } from './math-problem.ts';
import type { MathValue, TimeSeries } from './math-value.ts';

/** One time series that a query gives; an expression may give several with the id of the query. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  /** When the periods begin, the oldest first; milliseconds since the epoch. */
  readonly timestamps: readonly number[];
  readonly values: readonly number[];
  readonly returnData: boolean;
}

/** What a query gives. A number is no result: one that is not to be returned gives nothing, else a `MathProblem`. */
export function resultsOf(query: MetricQuery, value: MathValue): readonly QueryResult[] {
  const { id, label = id, metricStat, returnData } = query;
  switch (value.kind) {
    case 'series':
      return [resultOf(query, metricStat === undefined ? label : value.series.label, value.series)];
    case 'array':
      return value.all.map((series) => resultOf(query, `${label} ${series.label}`.trim(), series));
    case 'scalar':
    case 'text':
      if (!returnData) return [];
      throw new MathProblem('The result has to be a time series or an array of time series');
  }
}

function resultOf({ id, returnData }: MetricQuery, label: string, { points }: TimeSeries): QueryResult {
  return { id, label, returnData, timestamps: [...points.keys()], values: [...points.values()] };
}
