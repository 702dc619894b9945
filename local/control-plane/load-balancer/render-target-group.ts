import type { TargetGroup } from '../../assembly/workload.ts';
import { errorPage, loadBalancerServerHeader } from './error-pages.ts';
import { quote } from './quoting.ts';
import { serviceUnavailable } from './render-actions.ts';
import { type Server, serverOptions } from './server.ts';

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
      `http-request return ${serviceUnavailable} if { nbsrv eq 0 }`,
      'http-response set-var(txn.answered) bool(true)',
      `http-error status 503 content-type text/html string ${quote(errorPage(502))} hdr Server ${loadBalancerServerHeader}`,
      'http-after-response set-status 502 reason "Bad Gateway" if { status 503 } !{ var(txn.answered) -m found } !{ nbsrv eq 0 }',
      ...stickiness(targetGroup),
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
  const state = server.state === 'maint' ? ' disabled' : '';
  return `server ${server.name} ${server.ip}:${server.port} ${serverOptions(server, targetGroup)}${state}`;
}

/**
 * The load balancer's own cookie is set again on every answer, and a second time for cross-origin requests.
 * An application's cookie sticks by its value, without the load balancer's encrypted copy of it (AWSALBAPP).
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions
 */
function stickiness(targetGroup: TargetGroup): readonly string[] {
  const { enabled, type, cookieDurationSeconds: seconds, cookieName } = targetGroup.stickiness;
  if (!enabled) return [];
  if (type === 'app_cookie') {
    return [
      `stick-table type string len 256 size 100k expire ${seconds}s`,
      `stick match req.cook(${cookieName})`,
      `stick store-response res.cook(${cookieName})`,
    ];
  }
  return [
    `cookie AWSALB insert maxidle ${seconds}`,
    'http-after-response set-var(txn.cookie) res.cook(AWSALB)',
    `http-after-response replace-header Set-Cookie "^(AWSALB=[^;]*);.*\\$" "\\\\1; Expires=%[date(${seconds}),http_date]; Path=/"`,
    `http-after-response add-header Set-Cookie "AWSALBCORS=%[var(txn.cookie)]; Expires=%[date(${seconds}),http_date]; Path=/; SameSite=None" if { var(txn.cookie) -m found }`,
  ];
}
