import { ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** A metric on the wrong side of a threshold for some periods. */
export interface Condition {
  readonly metric: Metric;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly treatMissingData: TreatMissingData;
}

/** More than the threshold, for two periods; no data is no problem. */
export function above(metric: Metric, threshold: number): Condition {
  return {
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}

/** Less than the threshold, for two periods; no data is no problem. */
export function below(metric: Metric, threshold: number): Condition {
  return { ...above(metric, threshold), comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD };
}

/** Fewer tasks than that; a service without tasks may no longer report metrics at all. */
export function fewer(metric: Metric, count: number): Condition {
  return { ...below(metric, count), treatMissingData: TreatMissingData.BREACHING };
}

/** The same for another number of periods. */
export function forPeriods(evaluationPeriods: number, condition: Condition): Condition {
  return { ...condition, evaluationPeriods };
}
