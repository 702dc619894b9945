import type { Served, ServiceModel } from './service-model.ts';
import type { SimulatedMetric } from './simulation.ts';

/** The values of a metric, one for each closed period since the beginning; undefined where there was none. */
export interface SimulatedSeries {
  readonly values: readonly (number | undefined)[];
  observe(served: Served, tasks: number): void;
}

/** A metric of which each period has the same number of ticks: requests add up, all else is averaged. */
export function simulatedSeries(
  metric: SimulatedMetric,
  model: ServiceModel,
  ticksAPeriod: number,
): SimulatedSeries {
  const values: (number | undefined)[] = [];
  const adds = metric === 'requests';
  let ticks = 0;
  let observed = 0;
  let sum = 0;
  return {
    values,
    observe: (served, tasks) => {
      const value = metricValue(metric, model, served, tasks);
      ticks += 1;
      if (value !== undefined) {
        observed += 1;
        sum += value;
      }
      if (ticks < ticksAPeriod) return;
      values.push(observed === 0 ? undefined : adds ? sum : sum / observed);
      ticks = 0;
      observed = 0;
      sum = 0;
    },
  };
}

function metricValue(
  metric: SimulatedMetric,
  model: ServiceModel,
  served: Served,
  tasks: number,
): number | undefined {
  switch (metric) {
    case 'cpu':
      return served.cpuPercent;
    case 'requests':
      return served.requestsPerTarget;
    case 'memory':
      return tasks === 0 ? undefined : model.memoryPercent;
    case 'queue-latency':
      return served.queueSeconds;
    case 'backlog-per-task':
      return tasks === 0 ? undefined : served.waitingRequests / tasks;
  }
}
