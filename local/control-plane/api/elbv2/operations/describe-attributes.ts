import { z } from 'zod';
import { requireListener, requireLoadBalancer, requireTargetGroup } from '../find.ts';
import { operation } from '../operation.ts';
import { targetGroupAttributes } from '../shapes/target-group-attributes.ts';

/**
 * The attributes that are enforced, those at their defaults as well; AWS lists also those that only the definition's
 * differences name.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html
 */
export const describeLoadBalancerAttributes = operation(
  z.object({ LoadBalancerArn: z.string() }),
  ({ LoadBalancerArn }, controlPlane) => ({
    Attributes: listed(requireLoadBalancer(controlPlane, LoadBalancerArn).attributes),
  }),
);

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html */
export const describeTargetGroupAttributes = operation(
  z.object({ TargetGroupArn: z.string() }),
  ({ TargetGroupArn }, controlPlane) => ({
    Attributes: listed(targetGroupAttributes(requireTargetGroup(controlPlane, TargetGroupArn))),
  }),
);

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerAttributes.html */
export const describeListenerAttributes = operation(
  z.object({ ListenerArn: z.string() }),
  ({ ListenerArn }, controlPlane) => ({
    Attributes: listed(requireListener(controlPlane, ListenerArn).listener.attributes),
  }),
);

function listed(attributes: object) {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value: String(Value) }));
}
