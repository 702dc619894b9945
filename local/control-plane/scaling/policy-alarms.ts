import { ownValue } from '../../../json/own-value.ts';
import type { AlarmRecord, AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import type { ScalingPolicyRecord } from '../model/scaling-state.ts';

/** The alarms of a policy: those that target tracking made for itself, or those that somebody made for step scaling. */
export function alarmsOf(record: ScalingPolicyRecord, alarms: AlarmsState): readonly AlarmRecord[] {
  if (record.policy.kind === 'step-scaling') return stepAlarmsOf(record, alarms);
  return record.alarmNames.flatMap((name) => ownValue(alarms, name) ?? []);
}

/** The alarms that somebody made for a step scaling policy: its ARN is one of their actions. */
export function stepAlarmsOf({ arn }: ScalingPolicyRecord, alarms: AlarmsState): readonly AlarmRecord[] {
  return Object.values(alarms).filter(({ definition }) => definition.alarmActions.includes(arn));
}

/** Whether an alarm's action is this policy. The alarms of target tracking name their creator too. */
export function isActionOf(actionArn: string, { arn, policy, creatorId }: ScalingPolicyRecord): boolean {
  return policy.kind === 'target-tracking'
    ? actionArn === `${arn}:createdBy/${creatorId}`
    : actionArn === arn;
}
