import type { LoadBalancer } from '../../../../definition/model/load-balancing.ts';
import { loadBalancerDimension } from '../metric-dimensions.ts';

/**
 * Lines of a listener that make it write a line of JSON for each request, when that has ended. It says what the load
 * balancer's metrics count, in AWS's terms, so that it can be read whatever the definition has become. Health checks do
 * not pass here, and a connection without a request has no line. A line has a few hundred bytes: what fits into a pipe
 * at once (`PIPE_BUF`, 4096 bytes) is whole, whichever worker writes it.
 * @see https://docs.haproxy.org/3.0/configuration.html#8.2.4
 */
export function renderRequestLog(loadBalancer: LoadBalancer): readonly string[] {
  const fields = {
    ended: '%[date(0,ms)]',
    balancer: `"${loadBalancerDimension(loadBalancer)}"`,
    group: '"%[var(txn.target_group)]"',
    target: '"%s"',
    status: '%ST',
    shown: '"%[var(txn.shown)]"',
    answered: '"%[var(txn.answered)]"',
    termination: '"%ts"',
    waitMs: '%Tr',
    received: '%U',
    sent: '%B',
  };
  const members = Object.entries(fields).map(([name, value]) => `"${name}":${value}`);
  return ['log global', 'option dontlognull', `log-format '{${members.join(',')}}'`];
}

/** The line that keeps the status which the client gets, after all that changes it. */
export const shownStatus = 'http-after-response set-var(txn.shown) status';
