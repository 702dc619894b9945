import { createMetricStore } from '../../../cloudwatch/metrics/metric-store.ts';
import type { Metrics } from '../on-reconcile-loop.ts';

/** Metrics that are kept in memory. */
export function inMemoryMetrics(nowMs: () => number): Metrics {
  return { metrics: { ...createMetricStore(), position: () => undefined }, timeScale: 1, nowMs };
}
