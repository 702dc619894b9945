import { z } from 'zod';
import { noZones } from '../../properties/common-reasons.ts';
import { flag, keyed, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';

const noLogs =
  'The load balancer writes no log files; it logs requests to its output only when a test enables it.';
const forNetworks = 'only Network Load Balancers have it';

const acting = z.strictObject({
  'idle_timeout.timeout_seconds': wholeNumber(1, 4000).default(60),
  'client_keep_alive.seconds': wholeNumber(60, 604_800).default(3600),
  'routing.http.drop_invalid_header_fields.enabled': flag.default(false),
  'routing.http.preserve_host_header.enabled': flag.default(false),
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': flag.default(false),
  'routing.http.xff_client_port.enabled': flag.default(false),
  'routing.http.xff_header_processing.mode': z.enum(['append', 'preserve', 'remove']).default('append'),
  'routing.http2.enabled': flag.default(true),
});

/** The keys of the attributes that act: those that the API reports. */
export const actingLoadBalancerAttributes = acting.keyof().options;

/**
 * The attributes of an Application Load Balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export const loadBalancerAttributes = keyed(
  z
    .strictObject({
      ...acting.shape,
      'routing.http.desync_mitigation_mode': recorded(
        'HAProxy rejects ambiguous or malformed requests by its own rules, whatever the mode.',
        z.enum(['monitor', 'defensive', 'strictest']),
      ),
      'deletion_protection.enabled': recorded(
        'The local load balancer is deleted only when it is removed from the definition.',
        flag,
      ),
      'load_balancing.cross_zone.enabled': recorded(
        noZones,
        z.literal(['true', true], 'it cannot be turned off for an Application Load Balancer'),
      ),
      'zonal_shift.config.enabled': recorded(noZones, flag),
      'ipv6.deny_all_igw_traffic': recorded('There is no internet gateway.', flag),
      'waf.fail_open.enabled': recorded('No web application firewall runs locally.', flag),
      ...logs('access_logs'),
      ...logs('connection_logs'),
      ...logs('health_check_logs'),
      'dns_record.client_routing_policy': refused(forNetworks),
      'secondary_ips.auto_assigned.per_subnet': refused(forNetworks),
    })
    .superRefine((attributes, context) => {
      for (const kind of logKinds) {
        if (attributes[`${kind}.s3.enabled`] !== true || attributes[`${kind}.s3.bucket`]) continue;
        context.addIssue({
          code: 'custom',
          path: [`${kind}.s3.bucket`],
          message: 'a bucket is required if the logs are enabled',
        });
      }
    }),
);

const logKinds = ['access_logs', 'connection_logs', 'health_check_logs'] as const;
type LogKind = (typeof logKinds)[number];
type Recorded = ReturnType<typeof recorded>;

function logs<Kind extends LogKind>(
  kind: Kind,
): Record<`${Kind}.s3.${'enabled' | 'bucket' | 'prefix'}`, Recorded>;
function logs(kind: LogKind): Readonly<Record<string, Recorded>> {
  return {
    [`${kind}.s3.enabled`]: recorded(noLogs, flag),
    [`${kind}.s3.bucket`]: recorded(noLogs, text),
    [`${kind}.s3.prefix`]: recorded(noLogs, text),
  };
}
