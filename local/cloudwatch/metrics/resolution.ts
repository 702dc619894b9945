const minuteMs = 60_000;
const finestMs = 1000;

/**
 * To how many milliseconds the time of a datum is known: one second with high resolution, else one minute. A time scale
 * shortens periods, and with them the minute, so that the period of a datum is still known.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export function resolutionOf(isHighResolution: boolean, timeScale: number): number {
  return isHighResolution ? finestMs : Math.max(finestMs, minuteMs / timeScale);
}
