import { z } from 'zod';
import { requireLoadBalancer, requireTargetGroup } from '../find.ts';
import { operation } from '../operation.ts';
import { targetGroupAttributes } from '../shapes/target-group-attributes.ts';

/**
 * The attributes that the definition sets; AWS lists those that it leaves at their defaults as well.
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

function listed(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}
