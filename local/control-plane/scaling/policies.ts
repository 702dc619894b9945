import type { ScalingPolicy } from '../../../definition/model/scaling.ts';
import { scalingPolicyArn } from '../../../definition/model/scaling-arns.ts';
import { ownValue } from '../../../json/own-value.ts';
import { alarmArns } from '../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import { withoutAlarms } from '../../cloudwatch/alarms/delete-alarms.ts';
import { putAlarm } from '../../cloudwatch/alarms/put-alarm.ts';
import type {
  PolicyConfiguration,
  ScalableTargetRecord,
  ScalingOwner,
  ScalingPolicyRecord,
} from '../model/scaling-state.ts';
import { idSource } from '../scheduler/identifiers.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { alarmsIn, without, withTarget } from './scaling-parts.ts';
import { trackingAlarmDefinitions } from './tracking-alarm-definitions.ts';

/** A policy as it is put. */
export interface PolicyInput {
  readonly policy: ScalingPolicy;
  readonly owner: ScalingOwner;
  /** In the form of the API, where it was called. */
  readonly given?: PolicyConfiguration;
}

/**
 * Makes a policy, or changes the one of its name: its ARN and its creation time stay then, while the alarms of target
 * tracking are replaced by ones with other names.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function putPolicy(
  state: PersistedState,
  target: ScalableTargetRecord,
  input: PolicyInput,
  nowMs: number,
): PersistedState {
  const ids = idSource(state.cluster);
  const { policyName } = input.policy;
  const before = ownValue(target.policies, policyName);
  const { resourceId } = target.state;
  const made = {
    ...input,
    arn: scalingPolicyArn(state.cluster, resourceId, policyName),
    createdAtMs: before?.createdAtMs ?? nowMs,
    creatorId: before?.creatorId ?? ids.eventId(),
  };
  const definitions =
    made.policy.kind === 'target-tracking'
      ? trackingAlarmDefinitions(made.policy, {
          ...made,
          resourceId,
          policyArn: made.arn,
          newId: ids.eventId,
        })
      : [];
  const kept = withoutAlarms(alarmsIn(state), before?.alarmNames ?? []);
  const alarms = definitions.reduce<AlarmsState>(
    (all, definition) => putAlarm(all, definition, 'scaling-policy', nowMs, alarmArns(state.cluster)),
    kept,
  );
  const record: ScalingPolicyRecord = { ...made, alarmNames: definitions.map(({ alarmName }) => alarmName) };
  return withTarget(
    { ...state, cluster: { ...state.cluster, sequence: ids.sequence() }, alarms },
    { ...target, policies: { ...target.policies, [policyName]: record } },
  );
}

/**
 * Deletes a policy, and the alarms that target tracking made for it.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html
 */
export function deletePolicy(
  state: PersistedState,
  target: ScalableTargetRecord,
  policyName: string,
): PersistedState {
  const names = ownValue(target.policies, policyName)?.alarmNames ?? [];
  const cooldowns = without(target.state.cooldowns, policyName);
  return withTarget(
    { ...state, alarms: withoutAlarms(alarmsIn(state), names) },
    {
      ...target,
      policies: without(target.policies, policyName),
      state: { ...target.state, cooldowns },
    },
  );
}
