import type { TargetHealthCheck } from './load-balancing.ts';

/**
 * What an Application Load Balancer's target group has where the definition is silent, and what a target is taken
 * for whose group has left the definition.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
export const targetGroupDefaults = {
  deregistrationDelaySeconds: 300,
  healthCheck: {
    protocol: 'HTTP',
    port: 'traffic-port',
    path: '/',
    intervalSeconds: 30,
    timeoutSeconds: 5,
    healthyThresholdCount: 5,
    unhealthyThresholdCount: 2,
    matcher: '200',
  } satisfies TargetHealthCheck,
} as const;
