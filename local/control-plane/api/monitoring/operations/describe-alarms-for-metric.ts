import { z } from 'zod';
import { metricKey } from '../../../../cloudwatch/metrics/metric.ts';
import { alarmsByName } from '../find-alarm.ts';
import { dimensions, metricId, metricName, namespace } from '../input/dimensions.ts';
import { basicStatistic } from '../input/statistics.ts';
import { unit } from '../input/units.ts';
import { integer } from '../input/values.ts';
import { alarmOperation } from '../operation.ts';
import { alarmShape } from '../shapes/alarm.ts';

const input = z.object({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions.optional(),
  Statistic: basicStatistic.optional(),
  ExtendedStatistic: z.string().optional(),
  Period: integer(1).optional(),
  Unit: unit.optional(),
});

/**
 * The alarms of exactly this metric: no dimensions are none. Alarms on metric math are not among them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
 */
export const describeAlarmsForMetric = alarmOperation(input, (request, { alarms, place }) => {
  const { Statistic, ExtendedStatistic: Stat = Statistic, Period, Unit } = request;
  const key = metricKey(metricId(request));
  const found = alarmsByName(alarms()).filter(({ definition }) => {
    if (definition.kind !== 'metric' || definition.watched.kind !== 'metric') return false;
    const { metric, stat, periodSeconds, unit: own } = definition.watched;
    return (
      metricKey(metric) === key &&
      stat === (Stat ?? stat) &&
      periodSeconds === (Period ?? periodSeconds) &&
      own === (Unit ?? own)
    );
  });
  return { MetricAlarms: found.flatMap((record) => alarmShape(record, place).metric ?? []) };
});
