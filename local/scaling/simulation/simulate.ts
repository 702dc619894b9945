import type { AlarmRule, AlarmState } from '../alarms/alarm.ts';
import { datapointsAt } from '../alarms/evaluation-range.ts';
import { type Datapoints, judgeAlarm } from '../alarms/judge-alarm.ts';
import type { Decision } from '../decisions/decision.ts';
import type { AlarmReading, PolicySituation } from '../decisions/situation.ts';
import type { TargetTrackingPolicy } from '../policies/scaling-policy.ts';
import { trackingAlarms } from '../policies/tracking-alarms.ts';
import { actOnAlarms } from '../targets/act-on-alarms.ts';
import type { ScalableTargetState } from '../targets/scalable-target.ts';
import { settleActivity } from '../targets/settle-activity.ts';
import { type ServedMinute, type ServiceModel, serveMinute } from './service-model.ts';

/** A metric that the simulated service has. */
export type SimulatedMetric = 'cpu' | 'memory' | 'requests';

export interface SimulatedPolicy {
  readonly policy: TargetTrackingPolicy;
  readonly metric: SimulatedMetric;
}

/** A load on a service, minute by minute, and how it is scaled. */
export interface Simulation {
  readonly requests: readonly number[];
  readonly model: ServiceModel;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly policies: readonly SimulatedPolicy[];
  /** How long a datapoint takes until an alarm sees it. */
  readonly deliverySeconds: number;
}

/** How the service was in one minute, and what was decided at its end. */
export interface SimulatedMinute extends ServedMinute {
  readonly requests: number;
  readonly runningCount: number;
  readonly desiredCount: number;
  readonly decision: Decision;
}

export interface Simulated {
  readonly minutes: readonly SimulatedMinute[];
  /** With its activities. */
  readonly target: ScalableTargetState;
}

const minuteMs = 60_000;

/** Runs the decisions that scale a service on a load: what would have happened, minute by minute. */
export function simulate(simulation: Simulation): Simulated {
  const { requests, model, minCapacity } = simulation;
  const alarms = simulation.policies.map(simulatedAlarms);
  const minutes: SimulatedMinute[] = [];
  const starting: number[] = [];
  let target = newTarget(simulation);
  let running = minCapacity;
  let desired = minCapacity;
  let ids = 0;
  const newId = () => String(++ids);
  requests.forEach((load, index) => {
    const nowMs = (index + 1) * minuteMs;
    const ready = starting.filter((readyMs) => readyMs <= nowMs - minuteMs).length;
    starting.splice(0, ready);
    running += ready;
    const served = serveMinute(model, running, load);
    const situations = alarms.map((each) => each.after(served, model, nowMs, simulation.deliverySeconds));
    const service = { runningCount: running, desiredCount: desired, isDeploying: false };
    target = settleActivity(
      target,
      service,
      simulation.policies.map(({ policy }) => policy),
      nowMs,
    );
    const acted = actOnAlarms(target, service, situations, { nowMs, newId });
    target = acted.target;
    minutes.push({
      ...served,
      requests: load,
      runningCount: running,
      desiredCount: desired,
      decision: acted.decision,
    });
    if (acted.desiredCount === undefined) return;
    desired = acted.desiredCount;
    ({ running } = follow(desired, running, starting, nowMs + model.bootSeconds * 1000));
  });
  return { minutes, target };
}

/** Starts tasks that are ready later, or stops some at once, those first that do not run yet. */
function follow(
  desired: number,
  running: number,
  starting: number[],
  readyMs: number,
): { readonly running: number } {
  while (running + starting.length < desired) starting.push(readyMs);
  while (running + starting.length > desired && starting.length > 0) starting.pop();
  return { running: Math.min(running, desired) };
}

function newTarget({ minCapacity, maxCapacity }: Simulation): ScalableTargetState {
  return {
    resourceId: 'service/simulated/service',
    minCapacity,
    maxCapacity,
    suspended: { scaleOut: false, scaleIn: false, scheduledScaling: false },
    cooldowns: {},
    activities: [],
  };
}

/** The alarms of a policy, with the values of its metric since the beginning. */
function simulatedAlarms({ policy, metric }: SimulatedPolicy) {
  const { high, low } = trackingAlarms(policy);
  const values: (number | undefined)[] = [];
  const read = (startMs: number) => values[startMs / minuteMs];
  const highAlarm = simulatedAlarm(`${policy.policyName}-AlarmHigh`, high);
  const lowAlarm = low === undefined ? undefined : simulatedAlarm(`${policy.policyName}-AlarmLow`, low);
  return {
    after: (
      served: ServedMinute,
      model: ServiceModel,
      nowMs: number,
      deliverySeconds: number,
    ): PolicySituation => {
      values.push(metricValue(metric, served, model));
      const time = { nowMs, deliveryMs: deliverySeconds * 1000 };
      return {
        policy,
        high: highAlarm(datapointsAt(high, time, read)),
        ...(lowAlarm === undefined || low === undefined
          ? {}
          : { low: lowAlarm(datapointsAt(low, time, read)) }),
      };
    },
  };
}

function simulatedAlarm(alarmName: string, rule: AlarmRule): (range: Datapoints) => AlarmReading {
  let state: AlarmState = 'INSUFFICIENT_DATA';
  return (range) => {
    state = judgeAlarm(rule, range, state);
    const value = range.at(-1);
    return value === undefined ? { alarmName, state } : { alarmName, state, value };
  };
}

function metricValue(metric: SimulatedMetric, served: ServedMinute, model: ServiceModel): number | undefined {
  switch (metric) {
    case 'cpu':
      return served.cpuPercent;
    case 'requests':
      return served.requestsPerTarget;
    case 'memory':
      return served.cpuPercent === undefined ? undefined : model.memoryPercent;
  }
}
