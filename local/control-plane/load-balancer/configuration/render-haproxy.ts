import { createHash } from 'node:crypto';
import type { Workload } from '../../../../definition/workload.ts';
import { listenerPorts } from '../../../environment/listener-ports.ts';
import { loadBalancerPaths } from '../paths.ts';
import type { Server } from '../runtime/server.ts';
import { errorLine } from './error-pages.ts';
import { renderListener } from './render-listener.ts';
import { renderSharedPort } from './render-shared-port.ts';
import { renderTargetGroup } from './render-target-group.ts';

export interface HaproxyOptions {
  /** The folder that it shares with the control plane and the edge. */
  readonly folder: string;
  /** For HTTPS listeners: a PEM file beside its `.key`. */
  readonly certificatePath: string;
  /** A line of JSON on standard output for each request that a listener got: what the metrics count. */
  readonly requestLog: boolean;
}

/** What of the definition the load balancer is made from. */
export type BalancedWorkload = Pick<Workload, 'loadBalancers' | 'targetGroups'>;

/**
 * The whole configuration: the definition's listeners and target groups, and the servers of this moment, so
 * that a restart or a reload of HAProxy loses none. Targets that come and go change the file and, through the
 * runtime API, the running process; only a change of the digest needs a reload.
 */
export function renderHaproxy(
  workload: BalancedWorkload,
  servers: readonly Server[],
  options: HaproxyOptions,
): string {
  return render(workload, servers, options, structureDigest(workload, options));
}

/** Of everything but the servers; the running process tells it in `show info`. */
export function structureDigest(workload: BalancedWorkload, options: HaproxyOptions): string {
  return createHash('sha256')
    .update(render(workload, [], options, ''))
    .digest('hex')
    .slice(0, 16);
}

function render(
  workload: BalancedWorkload,
  servers: readonly Server[],
  options: HaproxyOptions,
  digest: string,
): string {
  const sections = [
    renderGlobal(options, digest),
    renderDefaults(),
    ...renderListeners(workload, options),
    ...workload.targetGroups.map((targetGroup) => renderTargetGroup(targetGroup, servers)),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** An old worker ends with its last connection, after an hour at the latest. */
function renderGlobal(options: HaproxyOptions, digest: string): readonly string[] {
  return [
    'global',
    `  description ${digest}`,
    '  user haproxy',
    '  group haproxy',
    '  maxconn 4096',
    '  nbthread 1',
    '  hard-stop-after 1h',
    '  ssl-load-extra-del-ext',
    `  stats socket ${loadBalancerPaths(options.folder).adminSocket} mode 660 level admin`,
    ...(options.requestLog ? ['  log stdout format raw local0'] : []),
  ];
}

/**
 * The load balancer connects within 10 s and does not try another target when one refuses: that is a 502, here
 * as there. Each load balancer's own idle timeout takes the place of the ones here. At a reload, a client's idle
 * connection gets one more answer before it is closed: closing it at once would break a request that is on its way.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
function renderDefaults(): readonly string[] {
  return [
    'defaults',
    '  mode http',
    '  timeout connect 10s',
    '  timeout server 60s',
    '  timeout tunnel 60s',
    '  timeout client 60s',
    '  retries 0',
    '  http-reuse aggressive',
    '  option idle-close-on-response',
    ...[400, 408, 500, 502, 504].map((status) => `  ${errorLine(status)}`),
  ];
}

function renderListeners(
  workload: BalancedWorkload,
  options: HaproxyOptions,
): readonly (readonly string[])[] {
  const ports = listenerPorts(workload.loadBalancers);
  const shared = new Set(ports.filter(({ isShared }) => isShared).map(({ listener }) => listener.port));
  return [
    ...ports.map((port) => renderListener(port, options)),
    ...[...shared].flatMap((port) => {
      const sharing = ports.filter(({ listener }) => listener.port === port);
      return renderSharedPort(port, sharing, options.folder);
    }),
  ];
}
