import { activityInProgress } from '../../scaling/targets/scalable-target.ts';
import { settleActivity } from '../../scaling/targets/settle-activity.ts';
import type { ScalableTargetRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { changeTarget } from './change-target.ts';
import { decisionPolicy } from './decision-policy.ts';
import { readService, scaledService } from './scaled-service.ts';
import { scalingOf } from './scaling-parts.ts';
import type { ScalingTime } from './scaling-time.ts';
import { withoutDeletedServices } from './targets.ts';

/**
 * What became of the services: targets of deleted ones are forgotten, and activities end that are fulfilled or overridden.
 * The same state is given back where nothing changes.
 */
export function followCluster(state: PersistedState, time: ScalingTime): PersistedState {
  const there = withoutDeletedServices(state, time.nowMs);
  return Object.values(scalingOf(there).targets)
    .filter((target) => activityInProgress(target.state) !== undefined)
    .reduce((before, target) => settle(before, target, time), there);
}

function settle(
  state: PersistedState,
  target: ScalableTargetRecord,
  { nowMs, timeScale }: ScalingTime,
): PersistedState {
  const service = scaledService(state.cluster, target.state.resourceId);
  if (service === undefined) return state;
  const policies = Object.values(target.policies).flatMap(
    ({ policy }) => decisionPolicy(policy, timeScale) ?? [],
  );
  const reading = readService(state.cluster, service);
  return changeTarget(state, target, service, nowMs, () => ({
    target: settleActivity(target.state, reading, policies, nowMs),
  }));
}
