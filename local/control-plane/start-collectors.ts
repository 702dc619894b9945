import { join } from 'node:path';
import { collectMetrics } from './collectors/collect-metrics.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { Metrics } from './metrics/metrics-on-disk.ts';

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
    resolutionOf: () => 60,
    watched: () => [],
    timeScale: settings.timeScale,
    log,
    clock,
    signal,
  });
}
