import { text } from '../../properties/scalars.ts';
import { withoutValues } from '../../properties/standing.ts';

/**
 * An expression of metric math. What it computes is looked at where it is evaluated.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const mathExpression = withoutValues(text, whyNotEvaluated);

/** Functions of metric math that CloudWatch has, and nothing here does. */
export const functionsOnAwsOnly = [
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SEARCH',
  'SERVICE_QUOTA',
] as const;

function whyNotEvaluated(expression: string): string | undefined {
  if (/^\s*SELECT\s/i.test(expression)) return 'Metrics Insights queries are not evaluated locally';
  const used = functionsOnAwsOnly.find((name) => new RegExp(`\\b${name}\\s*\\(`, 'i').test(expression));
  if (used === 'ANOMALY_DETECTION_BAND') return 'anomaly detection is not available locally';
  return used === undefined ? undefined : `the function ${used} is not evaluated locally`;
}
