import { z } from 'zod';
import type { TargetGroup, TargetHealthCheck } from '../../model/load-balancing.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, number, text } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';

const schema = z.object({
  Name: text.optional(),
  Port: number,
  Protocol: text.default('HTTP'),
  TargetType: text.default('instance'),
  HealthCheckEnabled: flag.default(true),
  HealthCheckProtocol: text.default('HTTP'),
  HealthCheckPort: text.default('traffic-port'),
  HealthCheckPath: text.default('/'),
  HealthCheckIntervalSeconds: number.default(30),
  HealthCheckTimeoutSeconds: number.default(5),
  HealthyThresholdCount: number.default(5),
  UnhealthyThresholdCount: number.default(2),
  Matcher: z.object({ HttpCode: text.default('200') }).default({ HttpCode: '200' }),
  TargetGroupAttributes: keyValues.default({}),
});

type Properties = z.output<typeof schema>;

const algorithm = z.enum(['round_robin', 'least_outstanding_requests', 'weighted_random']);
const oneDaySeconds = 86_400;

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
  const properties = readProperties(resource, schema);
  const attributes = properties.TargetGroupAttributes;
  return {
    logicalId: resource.logicalId,
    name: properties.Name ?? String(template.values(resource.logicalId, 'TargetGroupName')),
    arn: String(template.values(resource.logicalId, 'Ref')),
    port: properties.Port,
    protocol: properties.Protocol,
    targetType: properties.TargetType,
    healthCheck: toHealthCheck(properties),
    deregistrationDelaySeconds: Number(attributes['deregistration_delay.timeout_seconds'] ?? 300),
    slowStartSeconds: Number(attributes['slow_start.duration_seconds'] ?? 0),
    algorithm: readAlgorithm(resource, attributes['load_balancing.algorithm.type']),
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

function readAlgorithm(resource: ResolvedResource, value = 'round_robin'): TargetGroup['algorithm'] {
  const parsed = algorithm.safeParse(value);
  if (parsed.success) return parsed.data;
  const why = `load_balancing.algorithm.type is ${value}, not one of ${algorithm.options.join(', ')}`;
  throw badProperty(resource, ['TargetGroupAttributes'], why);
}

function readStickiness(attributes: Readonly<Record<string, string>>): TargetGroup['stickiness'] {
  const type = attributes['stickiness.type'] ?? 'lb_cookie';
  return present({
    enabled: attributes['stickiness.enabled'] === 'true',
    type,
    cookieDurationSeconds: Number(attributes[`stickiness.${type}.duration_seconds`] ?? oneDaySeconds),
    cookieName: attributes['stickiness.app_cookie.cookie_name'],
  });
}
