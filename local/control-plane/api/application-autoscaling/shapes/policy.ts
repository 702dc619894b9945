import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import type { ScalingPolicyRecord } from '../../../model/scaling-state.ts';
import { alarmsOf } from '../../../scaling/policy-alarms.ts';
import { seconds } from '../../ecs/shapes/time.ts';
import { desiredCount } from '../input/scaled-resource.ts';
import type { Persisted } from '../scaling-access.ts';
import { policyConfiguration, policyType } from './policy-configuration.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html */
export function policyShape(record: ScalingPolicyRecord, resourceId: string, state: Persisted) {
  const type = policyType(record.policy);
  return {
    PolicyARN: record.arn,
    PolicyName: record.policy.policyName,
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: desiredCount,
    PolicyType: type,
    [`${type}PolicyConfiguration`]: policyConfiguration(record),
    Alarms: alarmShapes(record, state),
    CreationTime: seconds(record.createdAtMs),
  };
}

/** The alarms of which a policy is an action. @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Alarm.html */
export function alarmShapes(record: ScalingPolicyRecord, { alarms = {}, cluster }: Persisted) {
  const arnOf = alarmArns(cluster);
  return alarmsOf(record, alarms).map(({ definition: { alarmName } }) => ({
    AlarmName: alarmName,
    AlarmARN: arnOf(alarmName),
  }));
}
