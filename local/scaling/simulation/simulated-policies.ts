import type { PolicySituation } from '../decisions/situation.ts';
import { aggregated } from '../policies/aggregated.ts';
import { trackingAlarms } from '../policies/tracking-alarms.ts';
import type { Served } from './service-model.ts';
import { newest, type SimulatedAlarm, simulatedAlarm } from './simulated-alarm.ts';
import { type SimulatedSeries, simulatedSeries } from './simulated-series.ts';
import { awsDelivery, type SimulatedMetric, type SimulatedPolicy, type Simulation } from './simulation.ts';

/** All policies of a simulated service, with their metrics and alarms. */
export interface SimulatedPolicies {
  observe(served: Served, tasks: number): void;
  /** Judges all alarms, at the end of a tick. */
  judge(sinceBeginningMs: number): void;
  /** One number for the states of all alarms while none of them is in ALARM; undefined while one is. */
  quietState(): number | undefined;
  situations(): readonly PolicySituation[];
}

interface Watched {
  readonly alarms: readonly SimulatedAlarm[];
  situation(): PolicySituation;
}

/** Seconds that are simulated at once: a minute, unless there are metrics of 20 seconds. */
export function tickSecondsOf(policies: readonly SimulatedPolicy[]): number {
  return policies.some((each) => periodOf(each) < 60) ? 20 : 60;
}

/** What watches a simulated service. */
export function simulatedPolicies(simulation: Simulation, tickSeconds: number): SimulatedPolicies {
  const series = new Map<string, SimulatedSeries>();
  const seriesOf = (metric: SimulatedMetric, periodSeconds: number) => {
    const key = `${metric} ${periodSeconds}`;
    const known = series.get(key) ?? simulatedSeries(metric, simulation.model, periodSeconds / tickSeconds);
    series.set(key, known);
    return known;
  };
  const watched = simulation.policies.map((each) =>
    watch(each, seriesOf(each.metric, periodOf(each)), simulation),
  );
  const alarms = watched.flatMap((each) => each.alarms);
  const all = [...series.values()];
  return {
    observe: (served, tasks) => {
      for (const each of all) each.observe(served, tasks);
    },
    judge: (sinceBeginningMs) => {
      for (const each of alarms) each.judge(sinceBeginningMs);
    },
    quietState: () => quietState(alarms),
    situations: () => watched.map((each) => each.situation()),
  };
}

function quietState(alarms: readonly SimulatedAlarm[]): number | undefined {
  let states = 0;
  for (const each of alarms) {
    const state = each.state();
    if (state === 'ALARM') return undefined;
    states = 2 * states + (state === 'OK' ? 1 : 0);
  }
  return states;
}

function periodOf(each: SimulatedPolicy): number {
  return 'alarm' in each ? each.alarm.periodSeconds : each.policy.periodSeconds;
}

function watch(each: SimulatedPolicy, series: SimulatedSeries, simulation: Simulation): Watched {
  const delivery = deliveryOf(simulation, periodOf(each));
  if ('alarm' in each) return watchSteps(each, series, delivery);
  const { policy } = each;
  const rules = trackingAlarms(policy);
  const high = simulatedAlarm(`${policy.policyName}-AlarmHigh`, rules.high, series, delivery, newest);
  if (rules.low === undefined) return { alarms: [high], situation: () => ({ policy, high: high.reading() }) };
  const low = simulatedAlarm(`${policy.policyName}-AlarmLow`, rules.low, series, delivery, newest);
  return { alarms: [high, low], situation: () => ({ policy, high: high.reading(), low: low.reading() }) };
}

function watchSteps(
  { policy, alarm: rule }: Extract<SimulatedPolicy, { alarm: unknown }>,
  series: SimulatedSeries,
  delivery: number,
): Watched {
  const alarm = simulatedAlarm(
    ...([`${policy.policyName}-Alarm`, rule, series, delivery] as const),
    (values, start, end) => {
      const recent = values.slice(start, end).filter((value) => value !== undefined);
      return aggregated(recent.slice(-rule.evaluationPeriods), policy.metricAggregationType);
    },
  );
  const { threshold } = rule;
  return { alarms: [alarm], situation: () => ({ policy, alarm: alarm.reading(), threshold }) };
}

function deliveryOf({ deliverySeconds, ...given }: Simulation, periodSeconds: number): number {
  const { highResolutionDeliverySeconds = awsDelivery.highResolutionDeliverySeconds } = given;
  return periodSeconds < 60 ? Math.min(highResolutionDeliverySeconds, deliverySeconds) : deliverySeconds;
}
