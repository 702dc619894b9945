import { join } from 'node:path';

/** The files that the control plane, the load balancer and the edge share in the runtime volume. */
export interface LoadBalancerPaths {
  readonly configuration: string;
  /** HAProxy's runtime API. */
  readonly adminSocket: string;
  /** The master process: reloads. */
  readonly masterSocket: string;
}

/** `folder` is `/run/parity/load-balancer` in all three containers. */
export function loadBalancerPaths(folder: string): LoadBalancerPaths {
  return {
    configuration: join(folder, 'haproxy.cfg'),
    adminSocket: join(folder, 'admin.sock'),
    masterSocket: join(folder, 'master.sock'),
  };
}

/**
 * Where the edge reaches a listener. A socket in the shared volume is there under the same name whatever
 * address the load balancer's container gets after a restart.
 */
export function listenerSocket(folder: string, listenerLogicalId: string): string {
  return join(folder, `${listenerLogicalId}.sock`);
}

/** Where a listener is reached from the port that it shares with other load balancers. */
export function sharedPortSocket(folder: string, listenerLogicalId: string): string {
  return join(folder, `${listenerLogicalId}.shared.sock`);
}

/** The header in which the edge says its own address: the load balancer takes it for the peer's. */
export const edgeAddressHeader = 'x-parity-edge-address';
