import type { Clock } from '../../../time/clock.ts';
import type { MetricSink } from '../../aws/metric-sink.ts';
import type { Log } from '../logger.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { containerInsights, containerInsightsNamespace } from './container-insights.ts';

export interface MetricPublishing {
  readonly sink: MetricSink;
  readonly persisted: () => PersistedState;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly everyMs: number;
}

/** Publishes the metrics of Container Insights again and again. LocalStack may be away meanwhile: that is logged. */
export async function publishMetrics(options: MetricPublishing): Promise<void> {
  const { sink, persisted, log, clock, signal, everyMs } = options;
  while (!signal.aborted) {
    const values = containerInsights(persisted());
    if (values.length > 0) {
      await sink.put(containerInsightsNamespace, values).catch((error: unknown) => {
        if (!signal.aborted) log.warn('the metrics of services could not be published', { error });
      });
    }
    await clock.sleep(everyMs, signal);
  }
}
