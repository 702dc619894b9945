import type { Operations } from '../protocols/service.ts';
import {
  describeListenerAttributes,
  describeLoadBalancerAttributes,
  describeTargetGroupAttributes,
} from './operations/describe-attributes.ts';
import { describeListenerCertificates } from './operations/describe-listener-certificates.ts';
import { describeListeners } from './operations/describe-listeners.ts';
import { describeLoadBalancers } from './operations/describe-load-balancers.ts';
import { describeRules } from './operations/describe-rules.ts';
import { describeTags } from './operations/describe-tags.ts';
import { describeTargetGroups } from './operations/describe-target-groups.ts';
import { describeTargetHealth } from './operations/describe-target-health.ts';

/** The operations of the ELBv2 API that are answered here, by name. */
export const operations: Operations = new Map(
  Object.entries({
    DescribeListenerAttributes: describeListenerAttributes,
    DescribeListenerCertificates: describeListenerCertificates,
    DescribeListeners: describeListeners,
    DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
    DescribeLoadBalancers: describeLoadBalancers,
    DescribeRules: describeRules,
    DescribeTags: describeTags,
    DescribeTargetGroupAttributes: describeTargetGroupAttributes,
    DescribeTargetGroups: describeTargetGroups,
    DescribeTargetHealth: describeTargetHealth,
  }),
);
