import type { ClusterState } from '../../../model/cluster-state.ts';
import type { ScalableTargetRecord } from '../../../model/scaling-state.ts';
import { seconds } from '../../ecs/shapes/time.ts';
import { desiredCount } from '../input/scaled-resource.ts';

const role =
  'role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
export function targetShape({ state, arn, createdAtMs }: ScalableTargetRecord, { accountId }: ClusterState) {
  const { scaleIn, scaleOut, scheduledScaling } = state.suspended;
  return {
    ServiceNamespace: 'ecs',
    ResourceId: state.resourceId,
    ScalableDimension: desiredCount,
    MinCapacity: state.minCapacity,
    MaxCapacity: state.maxCapacity,
    RoleARN: `arn:aws:iam::${accountId}:${role}`,
    CreationTime: seconds(createdAtMs),
    SuspendedState: {
      DynamicScalingInSuspended: scaleIn,
      DynamicScalingOutSuspended: scaleOut,
      ScheduledScalingSuspended: scheduledScaling,
    },
    ScalableTargetARN: arn,
  };
}
