import type { ObservationGap, ObservedRecord } from '../record/observed-record.ts';
import type { History } from './history.ts';
import type { LookLog } from './look-log.ts';
import { onLoadClock } from './on-load-clock.ts';

/** What an observer has, of which the record is made. */
export interface Observed {
  readonly cluster: string;
  /** When the test began, on the endpoint's clock. */
  readonly sinceMs: number;
  readonly log: LookLog;
  readonly history: History;
  readonly gaps: readonly ObservationGap[];
  readonly clockAheadMs: number;
  readonly missing: readonly string[];
}

/** Everything that was observed so far, on the clock of the load. */
export function observedSoFar(observed: Observed): ObservedRecord {
  const { cluster, sinceMs, log, history, gaps, clockAheadMs, missing } = observed;
  const clock = onLoadClock(clockAheadMs);
  const metricsOf = (wanted: string | undefined) =>
    history.metrics.flatMap(({ service, metric }) => (service === wanted ? [clock.metric(metric)] : []));
  const services = log.services().map((service) => {
    const scaling = history.scaling.get(service);
    return {
      ...{ cluster, service },
      samples: log.samples(service).map(clock.sample),
      events: log.events(service, sinceMs).map(clock.event),
      ...(scaling === undefined ? {} : { scaling: clock.scaling(scaling) }),
      metrics: metricsOf(service),
    };
  });
  const metrics = metricsOf(undefined);
  return {
    ...{ services, gaps, clockAheadMs },
    ...(metrics.length === 0 ? {} : { metrics }),
    ...(missing.length === 0 ? {} : { missing }),
  };
}
