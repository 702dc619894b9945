import type { MetricId } from '../../../definition/model/alarms.ts';
import { type MetricDatum, observed } from '../../cloudwatch/metrics/metric.ts';
import { datum } from './statistics.ts';

/**
 * The failures of NAT gateways that alarms watch, which are 0: here one network of the engine takes the place of the
 * gateways, so that none of them can run out of ports or drop a packet. What a gateway carries is not known, and has no
 * data.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natGatewayData(watched: readonly MetricId[], atMs: number): readonly MetricDatum[] {
  return watched
    .filter(({ namespace, metricName }) => namespace === 'AWS/NATGateway' && failures.includes(metricName))
    .flatMap(({ namespace, metricName, dimensions }) =>
      datum({ namespace, dimensions, atMs }, metricName, 'Count', observed(0)),
    );
}

const failures = ['ErrorPortAllocation', 'PacketsDropCount', 'IdleTimeoutCount'];
