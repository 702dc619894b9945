const minuteSeconds = 60;
const shortPeriods = [1, 5, 10, 20, 30];

/**
 * What is wrong with a period that metrics are read in; undefined for one that CloudWatch has. Assumed: the words for one
 * above a minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export function periodProblem(parameter: string, seconds: number): string | undefined {
  if (seconds >= minuteSeconds) {
    const isWhole = seconds % minuteSeconds === 0;
    return isWhole ? undefined : `The parameter ${parameter} must be a multiple of 60.`;
  }
  if (shortPeriods.includes(seconds)) return undefined;
  return `The parameter ${parameter} must be a value in the set [1, 5, 10, 20, 30].`;
}

/**
 * The time range of a request as CloudWatch rounds it: both ends down to a whole period, or to a whole minute for periods
 * above one, so that the minute that has only begun is left out. A longer period begins at a multiple of its length;
 * CloudWatch's begins with the request, which is the same for a request that begins at such a multiple.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function roundedRange(range: {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodSeconds: number;
}) {
  const periodMs = range.periodSeconds * 1000;
  const endStepMs = Math.min(periodMs, minuteSeconds * 1000);
  return {
    startMs: Math.floor(range.startMs / periodMs) * periodMs,
    endMs: Math.floor(range.endMs / endStepMs) * endStepMs,
    periodMs,
  };
}
