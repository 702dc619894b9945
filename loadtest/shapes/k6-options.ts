import type { Options, RampingArrivalRateScenario } from 'k6/options';
import { divideVisitors } from './divide-visitors.ts';
import { type JourneyName, journeyNames, type LoadPlan } from './load-plan.ts';
import { chooseTimeUnit } from './time-unit.ts';

export interface K6Settings {
  /** Only for a local environment, whose certificate this machine's own authority signed. */
  readonly trustAnyCertificate: boolean;
  /** How many workers share the load; 1 when absent. */
  readonly workers?: number;
}

/** Long enough for nearly all journeys that are under way to end: each of their requests is in the counts of both sides. */
const gracefulStop = '45s';
/**
 * Visitors that a k6 has ready from the start, at most: 1000 take it a second and 400 MB. It drops the journey for which it
 * has to make another one, so that a store which is only slow would seem to be out of visitors.
 */
const mostReady = 1_000;

/**
 * What k6 reads as its options: a scenario for each journey, whose name is also the name of the function that it runs.
 * @see https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/ramping-arrival-rate/
 */
export function k6Options(plan: LoadPlan, settings: K6Settings): Options {
  const visited = journeyNames.filter((name) => plan.mix[name] > 0);
  const visitors = divideVisitors(
    plan.mostVisitors,
    visited.map((name) => plan.mix[name]),
  );
  return {
    scenarios: Object.fromEntries(
      visited.map((name, index) => [
        name,
        scenario(plan, name, { visitors: visitors[index] ?? 1, workers: settings.workers ?? 1 }),
      ]),
    ),
    discardResponseBodies: false,
    insecureSkipTLSVerify: settings.trustAnyCertificate,
    setupTimeout: '180s',
    summaryTrendStats: ['count', 'min', 'avg', 'med', 'p(90)', 'p(95)', 'p(99)', 'max'],
  };
}

/** A worker without a visitor of its own would silently leave out its share: each gets one. */
function scenario(
  plan: LoadPlan,
  name: JourneyName,
  { visitors, workers }: { readonly visitors: number; readonly workers: number },
): RampingArrivalRateScenario {
  const maxVUs = Math.max(visitors, workers);
  const rates = [plan.startRatePerSecond, ...plan.stages.map(({ ratePerSecond }) => ratePerSecond)];
  const share = plan.mix[name];
  const { seconds, counts } = chooseTimeUnit(rates, share);
  return {
    executor: 'ramping-arrival-rate',
    exec: name,
    startRate: counts[0] ?? 0,
    timeUnit: `${seconds}s`,
    stages: plan.stages.map(({ durationMs }, index) => ({
      duration: `${durationMs}ms`,
      target: counts[index + 1] ?? 0,
    })),
    preAllocatedVUs: Math.max(
      workers,
      Math.ceil(maxVUs * Math.min(1, (mostReady * workers) / plan.mostVisitors)),
    ),
    maxVUs,
    gracefulStop,
  };
}
