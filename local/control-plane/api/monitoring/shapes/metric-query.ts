import type { MetricQuery, MetricStat } from '../../../../../definition/model/alarms.ts';
import { metricShape } from './metric.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export function queryShape({ id, metricStat, expression, label, returnData, periodSeconds }: MetricQuery) {
  return {
    Id: id,
    MetricStat: metricStat && statShape(metricStat),
    Expression: expression,
    Label: label,
    ReturnData: returnData,
    Period: periodSeconds,
  };
}

function statShape({ metric, periodSeconds, stat, unit }: MetricStat) {
  return { Metric: metricShape(metric), Period: periodSeconds, Stat: stat, Unit: unit };
}
