import { z } from 'zod';
import type { MinimumHealthyTargets, TargetGroup, TargetHealthCheck } from '../../model/load-balancing.ts';
import { targetGroupDefaults } from '../../model/target-group-defaults.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { targetGroupName } from './name.ts';
import { networkProtocols } from './network-protocols.ts';
import { targetGroupAttributes } from './target-group-attributes.ts';

const notHttp1 = 'HAProxy uses HTTP/1.1 to targets, not HTTP/2 or gRPC';
const health = targetGroupDefaults.healthCheck;
const port = wholeNumber(1, 65_535);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-targetgroup.html */
export const targetGroupSchema = z
  .strictObject({
    Name: targetGroupName.optional(),
    Port: port,
    Protocol: withoutValues(z.enum(['HTTP', 'HTTPS']).default('HTTP'), networkProtocols),
    ProtocolVersion: withoutValues(z.literal('HTTP1').default('HTTP1'), { HTTP2: notHttp1, GRPC: notHttp1 }),
    IpAddressType: withoutValues(z.literal('ipv4').default('ipv4'), {
      ipv6: 'tasks have IPv4 addresses only',
    }),
    TargetType: withoutValues(
      z.literal(
        'ip',
        'expected ip: ECS on Fargate registers the addresses of its tasks (ELB’s default is instance)',
      ),
      {
        instance:
          'instances are not available locally: use ip, because ECS on Fargate registers IP addresses',
        lambda: 'Lambda functions are not run locally',
        alb: 'only a Network Load Balancer has a load balancer as its target',
      },
    ),
    Targets: refused('only ECS services register targets locally'),
    TargetControlPort: refused('the target optimizer is not available locally'),
    VpcId: recorded('All containers share one network of the container engine.', text),
    HealthCheckEnabled: flag
      .refine((isEnabled) => isEnabled, 'health checks cannot be turned off for the target type ip')
      .default(true),
    HealthCheckProtocol: z.enum(['HTTP', 'HTTPS']).default(health.protocol),
    HealthCheckPort: z.union([z.literal('traffic-port'), port.transform(String)]).default(health.port),
    HealthCheckPath: text
      .refine((path) => /^\/[\x21-\x7e]{0,1023}$/.test(path), 'expected a path of up to 1024 characters')
      .default(health.path),
    HealthCheckIntervalSeconds: wholeNumber(5, 300).default(health.intervalSeconds),
    HealthCheckTimeoutSeconds: wholeNumber(2, 120).default(health.timeoutSeconds),
    HealthyThresholdCount: wholeNumber(2, 10).default(health.healthyThresholdCount),
    UnhealthyThresholdCount: wholeNumber(2, 10).default(health.unhealthyThresholdCount),
    Matcher: z
      .strictObject({
        HttpCode: text
          .refine(isMatcher, 'expected codes from 200 to 499, such as 200,302 or 200-299')
          .default(health.matcher),
        GrpcCode: refused('gRPC target groups are not supported locally'),
      })
      .default({ HttpCode: health.matcher }),
    TargetGroupAttributes: targetGroupAttributes,
    Tags: keyValues.default({}),
  })
  .refine(
    ({ HealthCheckTimeoutSeconds, HealthCheckIntervalSeconds }) =>
      HealthCheckTimeoutSeconds < HealthCheckIntervalSeconds,
    {
      path: ['HealthCheckTimeoutSeconds'],
      message: 'the timeout must be shorter than the interval between checks',
    },
  );

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html */
function isMatcher(matcher: string): boolean {
  return matcher.split(',').every((part) => {
    const [, from, to = from] = /^\s*(\d{3})(?:-(\d{3}))?\s*$/.exec(part) ?? [];
    return Number(from) >= 200 && Number(to) <= 499 && Number(from) <= Number(to);
  });
}

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
    healthCheck: toHealthCheck(properties),
    deregistrationDelaySeconds: attributes['deregistration_delay.timeout_seconds'],
    slowStartSeconds: attributes['slow_start.duration_seconds'],
    algorithm: attributes['load_balancing.algorithm.type'],
    stickiness: readStickiness(attributes),
    minimumHealthyTargets: readMinimum(attributes),
    tags: properties.Tags,
  };
}

function toHealthCheck(properties: Properties): TargetHealthCheck {
  return {
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

function readMinimum(attributes: Properties['TargetGroupAttributes']): MinimumHealthyTargets {
  const prefix = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';
  const percentage = attributes[`${prefix}.percentage`];
  return present({
    count: attributes[`${prefix}.count`],
    percentage: percentage === 'off' ? undefined : percentage,
  });
}
