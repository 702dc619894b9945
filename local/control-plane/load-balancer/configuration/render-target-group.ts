import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';
import { targetGroupDimension } from '../metric-dimensions.ts';
import { type Server, serverOptions } from '../runtime/server.ts';
import { errorLine } from './error-pages.ts';
import { serviceUnavailable } from './render-actions.ts';
import { renderStickiness } from './render-stickiness.ts';

/**
 * A target group as a HAProxy backend. A group without a target in service answers 503; HAProxy says 503 as
 * well when a target refuses the connection, which the load balancer calls 502, so that one is rewritten.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function renderTargetGroup(targetGroup: TargetGroup, servers: readonly Server[]): readonly string[] {
  return [
    `backend ${targetGroup.logicalId}`,
    ...[
      `balance ${algorithms[targetGroup.algorithm]}`,
      `http-request set-var(txn.target_group) str(${targetGroupDimension(targetGroup)})`,
      `http-request return ${serviceUnavailable} if { nbsrv eq 0 }`,
      ...['server', 'tunnel'].map((side) => `http-request set-timeout ${side} var(txn.idle)`),
      'http-response set-var(txn.answered) bool(true)',
      errorLine(503, 502),
      'http-after-response set-status 502 reason "Bad Gateway" if { status 503 } !{ var(txn.answered) -m found } !{ nbsrv eq 0 }',
      ...renderStickiness(targetGroup),
      ...servers
        .filter((server) => server.backend === targetGroup.logicalId)
        .map((server) => renderServer(server, targetGroup)),
    ].map((line) => `  ${line}`),
  ];
}

const algorithms: Readonly<Record<TargetGroup['algorithm'], string>> = {
  round_robin: 'roundrobin',
  least_outstanding_requests: 'leastconn',
  weighted_random: 'random(1)',
};

function renderServer(server: Server, targetGroup: TargetGroup): string {
  return `server ${server.name} ${server.ip}:${server.port} ${serverOptions(server, targetGroup)}`;
}
