import { z } from 'zod';
import { targetGroupDefaults } from '../../model/target-group-defaults.ts';
import { noZones } from '../../properties/common-reasons.ts';
import { flag, keyed, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';

const oneDaySeconds = 86_400;
const duration = wholeNumber(1, 604_800).default(oneDaySeconds);
const forNetworks = 'only Network and Gateway Load Balancers have it';
const limit = z.union([z.literal('off'), wholeNumber(1, 1000)]);
const percentage = z.union([z.literal('off'), wholeNumber(1, 100)]);

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
export const targetGroupAttributes = keyed(
  z
    .strictObject({
      'deregistration_delay.timeout_seconds': wholeNumber(0, 3600).default(
        targetGroupDefaults.deregistrationDelaySeconds,
      ),
      'slow_start.duration_seconds': wholeNumber(0, 900)
        .refine((seconds) => seconds === 0 || seconds >= 30, 'expected 0, or 30 to 900 seconds')
        .default(0),
      'load_balancing.algorithm.type': z
        .enum(['round_robin', 'least_outstanding_requests', 'weighted_random'])
        .default('round_robin'),
      'load_balancing.algorithm.anomaly_mitigation': recorded(
        'HAProxy does not detect anomalies.',
        z.enum(['on', 'off']),
      ),
      'load_balancing.cross_zone.enabled': recorded(
        noZones,
        z.union([flag, z.literal('use_load_balancer_configuration')]),
      ),
      'stickiness.enabled': flag.default(false),
      'stickiness.type': z.enum(['lb_cookie', 'app_cookie']).default('lb_cookie'),
      'stickiness.lb_cookie.duration_seconds': duration,
      'stickiness.app_cookie.duration_seconds': duration,
      'stickiness.app_cookie.cookie_name': text
        .refine((name) => /^[\w.-]{1,256}$/.test(name), 'expected letters, digits and _ . -')
        .refine((name) => !name.startsWith('AWSALB'), 'names that begin with AWSALB are reserved for ELB')
        .optional(),
      'target_group_health.dns_failover.minimum_healthy_targets.count': recorded(noZones, limit),
      'target_group_health.dns_failover.minimum_healthy_targets.percentage': recorded(noZones, percentage),
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': wholeNumber(
        1,
        1000,
      ).default(1),
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage':
        percentage.default('off'),
      'lambda.multi_value_headers.enabled': refused(
        'Lambda functions are not run locally, so they cannot be targets',
      ),
      'deregistration_delay.connection_termination.enabled': refused(forNetworks),
      'preserve_client_ip.enabled': refused(forNetworks),
      'proxy_protocol_v2.enabled': refused(forNetworks),
      'target_health_state.unhealthy.connection_termination.enabled': refused(forNetworks),
      'target_health_state.unhealthy.draining_interval_seconds': refused(forNetworks),
      'target_failover.on_deregistration': refused(forNetworks),
      'target_failover.on_unhealthy': refused(forNetworks),
      'send_tcp_reset.on_unhealthy.enabled': refused(forNetworks),
      'send_tcp_reset.on_deregistration.enabled': refused(forNetworks),
    })
    .superRefine((attributes, context) => {
      const refuse = (key: keyof typeof attributes, message: string) =>
        context.addIssue({ code: 'custom', path: [key], message });
      const algorithm = attributes['load_balancing.algorithm.type'];
      if (attributes['slow_start.duration_seconds'] > 0 && algorithm !== 'round_robin') {
        refuse('slow_start.duration_seconds', `slow start is not supported with ${algorithm}`);
      }
      if (
        attributes['load_balancing.algorithm.anomaly_mitigation'] === 'on' &&
        algorithm !== 'weighted_random'
      ) {
        refuse('load_balancing.algorithm.anomaly_mitigation', 'only weighted_random has it');
      }
      if (
        attributes['stickiness.type'] === 'app_cookie' &&
        attributes['stickiness.enabled'] &&
        attributes['stickiness.app_cookie.cookie_name'] === undefined
      ) {
        refuse('stickiness.app_cookie.cookie_name', 'stickiness by app_cookie needs the name of the cookie');
      }
    }),
);
