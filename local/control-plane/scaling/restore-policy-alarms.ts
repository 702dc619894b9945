import { withoutAlarms } from '../../cloudwatch/alarms/delete-alarms.ts';
import type { ScalableTargetRecord, ScalingPolicyRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { putPolicy } from './policies.ts';
import { alarmsIn, scalingOf } from './scaling-parts.ts';

/**
 * The state with policies and alarms that belong together, where one of the two was lost: a policy without its alarms would
 * never act, and alarms without their policy would be evaluated for ever.
 */
export function restorePolicyAlarms(state: PersistedState, nowMs: number): PersistedState {
  const restored = state.alarms === undefined ? withPoliciesAgain(state, nowMs) : state;
  const owned = new Set(policiesOf(restored).flatMap(({ policy }) => policy.alarmNames));
  const orphans = Object.entries(alarmsIn(restored)).flatMap(([name, { owner }]) =>
    owner === 'scaling-policy' && !owned.has(name) ? [name] : [],
  );
  if (orphans.length === 0) return restored;
  return { ...restored, alarms: withoutAlarms(alarmsIn(restored), orphans) };
}

function withPoliciesAgain(state: PersistedState, nowMs: number): PersistedState {
  return policiesOf(state)
    .filter(({ policy }) => policy.alarmNames.length > 0)
    .reduce((before, { resourceId, policy }) => {
      const target = scalingOf(before).targets[resourceId];
      return target === undefined ? before : putPolicy(before, target, policy, nowMs);
    }, state);
}

function policiesOf(state: PersistedState): readonly {
  readonly resourceId: string;
  readonly policy: ScalingPolicyRecord;
}[] {
  return Object.entries(scalingOf(state).targets).flatMap(
    ([resourceId, { policies }]: readonly [string, ScalableTargetRecord]) =>
      Object.values(policies).map((policy) => ({ resourceId, policy })),
  );
}
