import type { MetricDatum } from '../../local/cloudwatch/metrics/metric.ts';

/**
 * The data of some time as if the same had come again and again before it: batches of `everyMs` each, the oldest first,
 * which together are as long as `lengthMs`.
 */
export function* repeatedBefore(
  data: readonly MetricDatum[],
  { everyMs, lengthMs }: { readonly everyMs: number; readonly lengthMs: number },
): Generator<readonly MetricDatum[]> {
  for (let times = Math.floor(lengthMs / everyMs); times > 0; times -= 1) {
    yield data.map((datum) => ({ ...datum, atMs: datum.atMs - times * everyMs }));
  }
}
