/**
 * What identifies a metric: two that differ in a dimension are two metrics.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html
 */
export interface MetricId {
  readonly namespace: string;
  readonly metricName: string;
  /** Values by name; the order does not matter. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html */
export interface MetricStat {
  readonly metric: MetricId;
  /** `Average`, `Sum`, `p99`, ... */
  readonly stat: string;
  /** 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
  readonly unit?: string;
}

/**
 * Either a metric, or an expression of metric math.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export interface MetricQuery {
  readonly id: string;
  readonly metricStat?: MetricStat;
  readonly expression?: string;
  readonly label?: string;
  /** Of an expression. */
  readonly periodSeconds?: number;
  readonly returnData: boolean;
}

/** What an alarm or a policy watches: a metric, or metric math of which one query gives the value. */
export type WatchedMetric =
  | ({ readonly kind: 'metric' } & MetricStat)
  | { readonly kind: 'math'; readonly queries: readonly MetricQuery[] };

/** What every alarm has. */
interface CommonAlarm {
  readonly alarmName: string;
  readonly alarmDescription?: string;
  readonly actionsEnabled: boolean;
  /** ARNs: topics of SNS, and scaling policies. */
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export interface MetricAlarm extends CommonAlarm {
  readonly kind: 'metric';
  readonly watched: WatchedMetric;
  readonly threshold: number;
  readonly comparisonOperator:
    | 'GreaterThanOrEqualToThreshold'
    | 'GreaterThanThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  readonly evaluationPeriods: number;
  /** M of N; absent where it was not given: it is N then. */
  readonly datapointsToAlarm?: number;
  /** Absent where it was not given: data is treated as `missing` then. */
  readonly treatMissingData?: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  readonly evaluateLowSampleCountPercentile?: 'evaluate' | 'ignore';
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export interface CompositeAlarm extends CommonAlarm {
  readonly kind: 'composite';
  readonly alarmRule: string;
}

export type AlarmDefinition = MetricAlarm | CompositeAlarm;

/** An alarm that a template defines. */
export type TemplateAlarm = AlarmDefinition & { readonly logicalId: string };
