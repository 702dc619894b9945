import type { MetricQuery } from '../../../definition/model/alarms.ts';
import { Failure } from '../../../failure/failure.ts';
import { observed } from '../metrics/metric.ts';
import type { MetricReader, PeriodRange } from '../metrics/metric-reader.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { MathProblem } from './math-problem.ts';
import type { MathValue } from './math-value.ts';
import { parseExpression } from './parse-expression.ts';
import { contextOf, type QueryContext, queryContext, shortestPeriodMs } from './query-context.ts';
import { type QueryResult, resultsOf } from './query-result.ts';

export { shortestPeriodMs } from './query-context.ts';
export type { QueryResult } from './query-result.ts';

/**
 * What queries give in a range. The period of the range is how long the shortest period among the queries lasts
 * (`shortestPeriodMs`), which is less under a time scale; longer periods keep their proportion to it, and `PERIOD` and
 * `RATE` keep to what is declared. Raises `ValidationError`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function evaluateQueries(
  queries: readonly MetricQuery[],
  range: PeriodRange,
  reader: MetricReader,
): readonly QueryResult[] {
  const byId = new Map(queries.map((query) => [query.id, query]));
  if (byId.size < queries.length) {
    throw new Failure('ValidationError', 'The values for parameter id in MetricDataQueries are not unique.');
  }
  const resolved = evaluator(byId, queryContext(queries, range, reader));
  return queries.flatMap((query) => named(query, () => resultsOf(query, resolved(query, []))));
}

/**
 * Refuses queries that nothing could be judged by: one of an unknown id, or one that gives several time series. Raises
 * `ValidationError`. Assumed: the text about several.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html
 */
export function checkQueries(queries: readonly MetricQuery[]): void {
  const periodMs = shortestPeriodMs(queries) ?? 60_000;
  const results = evaluateQueries(queries, { startMs: 0, endMs: periodMs, periodMs }, metricsOfOne);
  for (const query of queries) {
    if (!query.returnData || results.filter(({ id }) => id === query.id).length <= 1) continue;
    named(query, () => {
      throw new MathProblem('The result has to be one time series');
    });
  }
}

/** Metrics of which each has one value, as some functions have no result without any. */
const metricsOfOne: MetricReader = {
  read: (_metric, { startMs }) => [{ startMs, values: observed(1) }],
  list: () => [],
};

type Evaluate = (query: MetricQuery, path: readonly string[]) => MathValue;

/** Works out each query once; `path` has the ids of those that wait for it. */
function evaluator(byId: ReadonlyMap<string, MetricQuery>, context: QueryContext): Evaluate {
  const values = new Map<string, MathValue>();
  for (const { id, series } of context.metrics) values.set(id, { kind: 'series', series });
  const resolved: Evaluate = (query, path) => {
    const value = values.get(query.id) ?? named(query, () => evaluate(query, path));
    values.set(query.id, value);
    return value;
  };
  const evaluate: Evaluate = (query, path) => {
    const onPath = [...path, query.id];
    if (path.includes(query.id)) throw new MathProblem(`It depends on itself: ${onPath.join(', ')}`);
    return evaluateExpression(parseExpression(query.expression ?? ''), contextOf(query, context), (id) => {
      const other = byId.get(id);
      return other && resolved(other, onPath);
    });
  };
  return resolved;
}

/** Names the query whose expression is wrong, as CloudWatch does. */
function named<Result>({ id }: MetricQuery, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MathProblem)) throw error;
    throw new Failure('ValidationError', `Error in expression '${id}': ${error.message}`, { cause: error });
  }
}
