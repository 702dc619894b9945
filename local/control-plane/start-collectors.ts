import { join } from 'node:path';
import { queueReader } from '../aws/queue-reader.ts';
import { collectMetrics } from './collectors/collect-metrics.ts';
import { watchedMetrics } from './collectors/watched-metrics.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { Metrics } from './metrics/metrics-on-disk.ts';
import { hasHighResolutionMetrics } from './model/high-resolution.ts';

/** Begins to collect the metrics of what runs. */
export function startCollectors(
  { settings, engine, log, clock, signal }: ControlPlaneOptions,
  { persisted }: Pick<ReconcileLoop, 'persisted'>,
  sink: Metrics,
): void {
  void collectMetrics({
    sink,
    engine,
    environmentName: settings.environmentName,
    loadBalancerFolder: join(settings.runtimeFolder, 'load-balancer'),
    dataFolder: settings.dataFolder,
    persisted,
    resolutionOf: (service, metricName) => (hasHighResolutionMetrics(service, metricName) ? 20 : 60),
    watched: () => watchedMetrics(persisted().alarms ?? {}),
    readQueue: queueReader({
      endpoint: settings.localstackEndpoint,
      region: () => persisted().cluster.region,
      now: clock.now,
    }),
    timeScale: settings.timeScale,
    log,
    clock,
    signal,
  });
}
