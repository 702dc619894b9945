import type { QueryInput } from './metric-queries.ts';
import { periodProblem } from './periods.ts';
import { isStatistic } from './statistics.ts';

const idPattern = /^[a-z][a-zA-Z0-9_]*$/;

/**
 * What CloudWatch would refuse about metric data queries, each problem as a sentence; `parameter` is the name of their
 * list. Assumed: the words for a query with neither a metric nor an expression.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export function queryProblems(
  queries: readonly QueryInput[],
  parameter: string,
  accountId: string,
): readonly string[] {
  const ids = new Set(queries.map(({ Id }) => Id));
  return [
    ...(ids.size < queries.length ? [`The values for parameter id in ${parameter} are not unique.`] : []),
    ...queries.flatMap((query, index) => problemsOf(query, `${parameter}.member.${index + 1}`, accountId)),
  ];
}

function problemsOf(query: QueryInput, parameter: string, accountId: string): readonly string[] {
  const { Id, Expression, MetricStat, Label = '', Period, AccountId = accountId } = query;
  const problems = [
    idPattern.test(Id)
      ? undefined
      : `The value for parameter ${parameter}.Id is not matching the expected pattern ${idPattern.source}.`,
    sourceProblem(query, parameter),
    MetricStat === undefined || isStatistic(MetricStat.Stat)
      ? undefined
      : `The value for parameter ${parameter}.MetricStat.Stat is not a valid statistic.`,
    MetricStat && periodProblem(`${parameter}.MetricStat.Period`, MetricStat.Period),
    Period === undefined ? undefined : periodProblem(`${parameter}.Period`, Period),
    localProblem({ Expression, Label, AccountId }, parameter, accountId),
  ];
  return problems.filter((problem) => problem !== undefined);
}

function sourceProblem({ Expression, MetricStat }: QueryInput, parameter: string): string | undefined {
  const names = `${parameter}.Expression and ${parameter}.MetricStat`;
  if (Expression !== undefined && MetricStat !== undefined) {
    return `The parameters ${names} are mutually exclusive and you have specified both.`;
  }
  const hasNeither = Expression === undefined && MetricStat === undefined;
  return hasNeither ? `At least one of the parameters ${names} must be specified.` : undefined;
}

/** What only the local environment refuses. */
function localProblem(
  { Expression = '', Label, AccountId }: { Expression: string | undefined; Label: string; AccountId: string },
  parameter: string,
  accountId: string,
): string | undefined {
  const notSupported = 'is not supported by the local environment';
  if (/^\s*SELECT\s/i.test(Expression))
    return `A Metrics Insights query in ${parameter}.Expression ${notSupported}.`;
  if (/\$\{/.test(Label)) return `A dynamic label in ${parameter}.Label ${notSupported}.`;
  if (AccountId === accountId) return undefined;
  return `Another account than ${accountId} in ${parameter}.AccountId ${notSupported}.`;
}
