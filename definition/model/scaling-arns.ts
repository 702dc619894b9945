import { uuidOf } from './uuid.ts';

interface Place {
  readonly region: string;
  readonly accountId: string;
}

/**
 * The UUID of a scalable target, which is a part of its ARN and of those of its policies and scheduled actions. AWS draws
 * it at random; here it follows from the resource, so that a template's reference to a policy is known before the policy
 * is made.
 */
function scalingId({ region, accountId }: Place, resourceId: string): string {
  return uuidOf(`${region}/${accountId}/${resourceId}`);
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
export function scalableTargetArn(place: Place, resourceId: string): string {
  const id = scalingId(place, resourceId).replaceAll('-', '');
  return `arn:aws:application-autoscaling:${place.region}:${place.accountId}:scalable-target/0ec5${id}`;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html */
export function scalingPolicyArn(place: Place, resourceId: string, policyName: string): string {
  return `${scalingArn(place, 'scalingPolicy', resourceId)}:policyName/${policyName}`;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
export function scheduledActionArn(place: Place, resourceId: string, name: string): string {
  return `${scalingArn(place, 'scheduledAction', resourceId)}:scheduledActionName/${name}`;
}

function scalingArn(place: Place, kind: string, resourceId: string): string {
  const { region, accountId } = place;
  const id = scalingId(place, resourceId);
  return `arn:aws:autoscaling:${region}:${accountId}:${kind}:${id}:resource/ecs/${resourceId}`;
}
