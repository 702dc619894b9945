import type { TargetTrackingPolicy } from '../local/scaling/policies/scaling-policy.ts';
import { loadShapes } from '../local/scaling/simulation/load-shapes.ts';
import { requestsATaskMinute } from '../local/scaling/simulation/service-model.ts';
import { simulate } from '../local/scaling/simulation/simulate.ts';
import { awsDelivery, type Simulation } from '../local/scaling/simulation/simulation.ts';
import type { Figure } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median } from './result/percentile.ts';

const dayMinutes = 1440;
const days = 11;
const services = 1000;

/** The scaling of a service on a day of load, and of many on a week: three policies, as the store's web service has. */
export const simulation: Figure = {
  name: 'simulation',
  about: `Simulating a day of a service, and a week of ${services}`,
  measure: async ({ signal }) => {
    const dayMs = Array.from({ length: days }, (_, index) => clocked(() => simulate(loaded(index, 1))));
    const weekMs = clocked(() => {
      for (let index = 0; index < services; index += 1) {
        signal.throwIfAborted();
        simulate(loaded(index, 7));
      }
    });
    return [
      {
        what: `simulating a day (${dayMinutes} minutes) of one service`,
        value: median(dayMs),
        unit: 'ms',
        limit: atMost(20),
        detail: `median of ${days}, the first ${(dayMs[0] ?? 0).toFixed(1)} ms`,
      },
      {
        what: `simulating a week of ${services} services`,
        value: weekMs / 1000,
        unit: 's',
        limit: atMost(60),
        detail: `${((weekMs * 1000) / (services * 7 * dayMinutes)).toFixed(2)} µs a minute of a service`,
      },
    ];
  },
};

const model = {
  ...{ cpuSecondsPerRequest: 0.128, latencyMs: 260, bootSeconds: 90, taskVcpu: 0.5, memoryPercent: 30 },
};

/** Days that go up and down; the busiest minute is another one for each service. */
function loaded(index: number, length: number): Simulation {
  const high = requestsATaskMinute(model) * (3 + (index % 5));
  const day = loadShapes.diurnal({ minutes: dayMinutes, low: 50, high });
  return {
    ...{ model, minCapacity: 2, maxCapacity: 10, ...awsDelivery },
    requests: Array.from({ length }, () => day).flat(),
    policies: [
      { policy: tracking('cpu', 70), metric: 'cpu' },
      { policy: tracking('memory', 80), metric: 'memory' },
      { policy: tracking('requests', 160), metric: 'requests' },
    ],
  };
}

function tracking(policyName: string, targetValue: number): TargetTrackingPolicy {
  return {
    kind: 'target-tracking',
    ...{ policyName, targetValue, disableScaleIn: false, periodSeconds: 60 },
    ...{ scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 300 },
  };
}

function clocked(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
