import type { Decision } from '../decisions/decision.ts';
import { actOnAlarms } from '../targets/act-on-alarms.ts';
import { activityInProgress, type ScalableTargetState, type Scaled } from '../targets/scalable-target.ts';
import { setScheduledBounds } from '../targets/set-bounds.ts';
import { settleActivity } from '../targets/settle-activity.ts';
import { isSameDecision } from './same-decision.ts';
import type { SimulatedPolicies } from './simulated-policies.ts';
import type { Simulation } from './simulation.ts';

/** What scales a simulated service. */
export interface SimulatedScaling {
  /** Looks at the alarms and the schedule at a time, given the number of running tasks. */
  act(nowMs: number, runningCount: number): Decision;
  desired(): number;
  target(): ScalableTargetState;
}

/**
 * Calls the decisions that scale a real service. While no alarm is in ALARM they depend on nothing but the states of the
 * alarms, and change nothing: such a decision is made once for each combination of states.
 */
export function simulatedScaling(simulation: Simulation, watched: SimulatedPolicies): SimulatedScaling {
  const policies = simulation.policies.map(({ policy }) => policy);
  const scheduled = [...(simulation.scheduled ?? [])];
  const quiet = new Map<number, Decision>();
  let target = newTarget(simulation);
  let desired = simulation.initialCapacity ?? simulation.minCapacity;
  let last: Decision | undefined;
  let isInProgress = false;
  let ids = 0;
  const newId = () => String(++ids);
  const take = (scaled: Scaled) => {
    target = scaled.target;
    if (scaled.desiredCount === undefined) return;
    desired = scaled.desiredCount;
    isInProgress = true;
  };
  const service = (runningCount: number) => ({ runningCount, desiredCount: desired, isDeploying: false });
  const settle = (nowMs: number, runningCount: number) => {
    if (!isInProgress) return;
    target = settleActivity(target, service(runningCount), policies, nowMs);
    isInProgress = activityInProgress(target) !== undefined;
  };
  const followSchedule = (nowMs: number, runningCount: number) => {
    for (let due = scheduled[0]; due !== undefined && due.atMs <= nowMs; due = scheduled[0]) {
      scheduled.shift();
      take(setScheduledBounds(target, due, service(runningCount), { nowMs, newId }));
    }
  };
  const decide = (nowMs: number, runningCount: number): Decision => {
    const acted = actOnAlarms(target, service(runningCount), watched.situations(), { nowMs, newId });
    take(acted);
    // One object for many minutes: what a simulation keeps is what it takes longest with.
    last = last !== undefined && isSameDecision(last, acted.decision) ? last : acted.decision;
    return last;
  };
  return {
    act: (nowMs, runningCount) => {
      followSchedule(nowMs, runningCount);
      settle(nowMs, runningCount);
      const states = watched.quietState();
      if (states === undefined) return decide(nowMs, runningCount);
      const decision = quiet.get(states) ?? decide(nowMs, runningCount);
      quiet.set(states, decision);
      return decision;
    },
    desired: () => desired,
    target: () => target,
  };
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
