import { text } from '../../properties/scalars.ts';

/**
 * A name of a load balancer or a target group.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const targetGroupName = text.refine(
  (name) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name),
  'expected up to 32 letters, digits and hyphens, with no hyphen at the beginning or the end',
);

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const loadBalancerName = targetGroupName.refine(
  (name) => !name.startsWith('internal-'),
  'names that begin with internal- are reserved for Elastic Load Balancing',
);
