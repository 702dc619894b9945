import { z } from 'zod';
import type { Period } from '../../../../cloudwatch/metrics/metric-reader.ts';
import { statistic } from '../../../../cloudwatch/metrics/statistic.ts';
import { AwsError } from '../../aws-error.ts';
import { dimensions, metricId, metricName, namespace } from '../input/dimensions.ts';
import { periodProblem, roundedRange } from '../input/periods.ts';
import { basicStatistic, isExtendedStatistic } from '../input/statistics.ts';
import { unit } from '../input/units.ts';
import { integer, list, timestamp } from '../input/values.ts';
import { metricOperation } from '../operation.ts';
import { periodsByUnit } from '../units-of.ts';

const input = z.object({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions.optional(),
  StartTime: timestamp,
  EndTime: timestamp,
  Period: integer(1),
  Statistics: list(basicStatistic, 5).optional(),
  ExtendedStatistics: list(z.string(), 10).optional(),
  Unit: unit.optional(),
});

type Input = z.output<typeof input>;

const mostDatapoints = 1440;

/**
 * The statistics of a metric in each unit; oldest first, where CloudWatch keeps to no order.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export const getMetricStatistics = metricOperation(input, (request, { metrics }) => {
  requireStatistics(request);
  const range = rangeOf(request);
  const metric = metricId(request);
  const found =
    request.Unit === undefined
      ? periodsByUnit(metrics, metric, range)
      : [{ unit: request.Unit, periods: metrics.read(metric, range, request.Unit) }];
  const points = found.flatMap(({ unit: Unit, periods }) =>
    periods.flatMap((period) => datapoint(period, Unit, request) ?? []),
  );
  const Datapoints = points.toSorted((a, b) => a.Timestamp.getTime() - b.Timestamp.getTime());
  return { Label: request.MetricName, Datapoints };
});

/** Assumed: the text for neither kind of statistic. */
function requireStatistics({ Statistics = [], ExtendedStatistics = [] }: Input): void {
  if (Statistics.length === 0 && ExtendedStatistics.length === 0) {
    const message = 'At least one of the parameters Statistics and ExtendedStatistics must be specified.';
    throw new AwsError('InvalidParameterCombination', message);
  }
  const wrong = ExtendedStatistics.findIndex((name) => !isExtendedStatistic(name));
  if (wrong < 0) return;
  const parameter = `ExtendedStatistics.member.${wrong + 1}.<list element>`;
  const message = `The value ${ExtendedStatistics[wrong]} for parameter ${parameter} is not supported.`;
  throw new AwsError('InvalidParameterValue', message);
}

function rangeOf({ StartTime, EndTime, Period: periodSeconds }: Input) {
  if (StartTime >= EndTime) {
    const message = 'The parameter StartTime must be less than the parameter EndTime.';
    throw new AwsError('InvalidParameterValue', message);
  }
  const problem = periodProblem('Period', periodSeconds);
  if (problem !== undefined) throw new AwsError('InvalidParameterValue', problem);
  const asked = Math.floor((EndTime - StartTime) / (periodSeconds * 1000));
  if (asked > mostDatapoints) {
    throw new AwsError(
      'InvalidParameterCombination',
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return roundedRange({ startMs: StartTime, endMs: EndTime, periodSeconds });
}

/** Undefined if none of the statistics is known, such as percentiles of a statistic set. */
function datapoint({ startMs, values }: Period, Unit: string, request: Input) {
  const { Statistics = [], ExtendedStatistics = [] } = request;
  const known = (names: readonly string[]) =>
    names.flatMap((name) => {
      const value = statistic(values, name);
      return value === undefined ? [] : [[name, value] as const];
    });
  const [basic, extended] = [known(Statistics), known(ExtendedStatistics)];
  if (basic.length === 0 && extended.length === 0) return undefined;
  return {
    Timestamp: new Date(startMs),
    ...Object.fromEntries(basic),
    Unit,
    ExtendedStatistics: extended.length === 0 ? undefined : new Map(extended),
  };
}
