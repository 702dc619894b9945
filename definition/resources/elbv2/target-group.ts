import { z } from 'zod';
import type { TargetGroup, TargetHealthCheck } from '../../model/load-balancing.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, keyed, keyValues, number, text } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';

const algorithm = z.enum(['round_robin', 'least_outstanding_requests', 'weighted_random']);
const oneDaySeconds = 86_400;
const oneZone = 'There is one machine and so no zones to balance between.';
const forLambda = 'Lambda functions do not run locally, so they are no targets.';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
const attributes = z.strictObject({
  'deregistration_delay.timeout_seconds': number.default(300),
  'slow_start.duration_seconds': number.default(0),
  'load_balancing.algorithm.type': algorithm.default('round_robin'),
  'load_balancing.algorithm.anomaly_mitigation': recorded('HAProxy does not look for anomalies.'),
  'load_balancing.cross_zone.enabled': recorded(oneZone),
  'stickiness.enabled': flag.default(false),
  'stickiness.type': z.enum(['lb_cookie', 'app_cookie']).default('lb_cookie'),
  'stickiness.lb_cookie.duration_seconds': number.default(oneDaySeconds),
  'stickiness.app_cookie.duration_seconds': number.default(oneDaySeconds),
  'stickiness.app_cookie.cookie_name': text.optional(),
  'target_group_health.dns_failover.minimum_healthy_targets.count': recorded(oneZone),
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': recorded(oneZone),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': recorded(
    'All unhealthy targets get requests once none is healthy, as with ELB’s default of one.',
  ),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': recorded(
    'All unhealthy targets get requests once none is healthy, as with ELB’s default of one.',
  ),
  'lambda.multi_value_headers.enabled': refused(forLambda),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-targetgroup.html */
export const targetGroupSchema = z.strictObject({
  Name: text.optional(),
  Port: number,
  Protocol: text.default('HTTP'),
  ProtocolVersion: z
    .literal('HTTP1', 'HAProxy speaks HTTP/1.1 to the targets, not HTTP/2 or gRPC')
    .default('HTTP1'),
  IpAddressType: recorded('Tasks have IPv4 addresses only.'),
  TargetType: text.default('instance'),
  Targets: refused('targets are registered by ECS services alone'),
  TargetControlPort: refused('the target optimizer does not run locally'),
  VpcId: recorded('All containers are in one network of the engine.'),
  HealthCheckEnabled: flag.default(true),
  HealthCheckProtocol: text.default('HTTP'),
  HealthCheckPort: text.default('traffic-port'),
  HealthCheckPath: text.default('/'),
  HealthCheckIntervalSeconds: number.default(30),
  HealthCheckTimeoutSeconds: number.default(5),
  HealthyThresholdCount: number.default(5),
  UnhealthyThresholdCount: number.default(2),
  Matcher: z
    .strictObject({
      HttpCode: text.default('200'),
      GrpcCode: refused('gRPC target groups do not run locally'),
    })
    .default({ HttpCode: '200' }),
  TargetGroupAttributes: keyed(attributes),
  Tags: keyValues.default({}),
});

type Properties = z.output<typeof targetGroupSchema>;

/**
 * Target groups, with the Application Load Balancer's defaults where the template is silent.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
export function readTargetGroups(template: ResolvedTemplate): readonly TargetGroup[] {
  return resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').map((resource) =>
    readTargetGroup(template, resource),
  );
}

function readTargetGroup(template: ResolvedTemplate, resource: ResolvedResource): TargetGroup {
  const properties = readProperties(resource, targetGroupSchema);
  const attributes = properties.TargetGroupAttributes;
  return {
    logicalId: resource.logicalId,
    name: properties.Name ?? String(template.values(resource.logicalId, 'TargetGroupName')),
    arn: String(template.values(resource.logicalId, 'Ref')),
    port: properties.Port,
    protocol: properties.Protocol,
    targetType: properties.TargetType,
    healthCheck: toHealthCheck(properties),
    deregistrationDelaySeconds: attributes['deregistration_delay.timeout_seconds'],
    slowStartSeconds: attributes['slow_start.duration_seconds'],
    algorithm: attributes['load_balancing.algorithm.type'],
    stickiness: readStickiness(attributes),
  };
}

function toHealthCheck(properties: Properties): TargetHealthCheck {
  return {
    enabled: properties.HealthCheckEnabled,
    protocol: properties.HealthCheckProtocol,
    port: properties.HealthCheckPort,
    path: properties.HealthCheckPath,
    intervalSeconds: properties.HealthCheckIntervalSeconds,
    timeoutSeconds: properties.HealthCheckTimeoutSeconds,
    healthyThresholdCount: properties.HealthyThresholdCount,
    unhealthyThresholdCount: properties.UnhealthyThresholdCount,
    matcher: properties.Matcher.HttpCode,
  };
}

function readStickiness(attributes: Properties['TargetGroupAttributes']): TargetGroup['stickiness'] {
  const type = attributes['stickiness.type'];
  return present({
    enabled: attributes['stickiness.enabled'],
    type,
    cookieDurationSeconds: attributes[`stickiness.${type}.duration_seconds`],
    cookieName: attributes['stickiness.app_cookie.cookie_name'],
  });
}
