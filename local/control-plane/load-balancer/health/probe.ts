import { type ClientRequest, request } from 'node:http';
import { request as requestTls } from 'node:https';
import type { TargetHealthCheck } from '../../../../definition/model/load-balancing.ts';
import type { ProbeResult } from './target-health.ts';

/** Checks one target over a connection of its own, as the load balancer does. */
export type Probe = (
  target: { readonly ip: string; readonly port: number },
  check: TargetHealthCheck,
) => Promise<ProbeResult>;

/** The health check over HTTP or HTTPS; a target's certificate is not looked at, as on AWS. */
export const probeTarget: Probe = (target, check) =>
  new Promise((resolve) => {
    const sent = send(target, check);
    const deadline = setTimeout(() => settle({ kind: 'timed-out' }), check.timeoutSeconds * 1000);
    const settle = (result: ProbeResult) => {
      clearTimeout(deadline);
      sent.destroy();
      resolve(result);
    };
    sent.on('response', (response) => settle({ kind: 'answered', statusCode: response.statusCode ?? 0 }));
    sent.on('error', () => settle({ kind: 'failed' }));
    sent.end();
  });

function send(
  target: { readonly ip: string; readonly port: number },
  check: TargetHealthCheck,
): ClientRequest {
  const options = {
    host: target.ip,
    port: check.port === 'traffic-port' ? target.port : Number(check.port),
    path: check.path,
    agent: false,
    headers: { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
  } as const;
  return check.protocol === 'HTTPS'
    ? requestTls({ ...options, rejectUnauthorized: false })
    : request(options);
}
