import { text } from '../../properties/scalars.ts';
import { withoutValues } from '../../properties/standing.ts';

/**
 * An expression of metric math. What it computes is looked at where it is evaluated.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const mathExpression = withoutValues(text, whyNotEvaluated);

function whyNotEvaluated(expression: string): string | undefined {
  if (/^\s*SELECT\s/i.test(expression)) return 'Metrics Insights queries are not evaluated locally';
  if (/\bANOMALY_DETECTION_BAND\s*\(/i.test(expression)) return 'anomaly detection is not available locally';
  return undefined;
}
