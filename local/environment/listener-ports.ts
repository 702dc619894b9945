import type { Listener, LoadBalancer } from '../../definition/model/load-balancing.ts';

/** A listener and the port of the load balancer's container that leads to it, whatever a request says. */
export interface ListenerPort {
  readonly loadBalancer: LoadBalancer;
  readonly listener: Listener;
  readonly containerPort: number;
  /** Other load balancers listen on its port too: there the name in the request tells them apart. */
  readonly isShared: boolean;
}

/** Where the ports begin that are made up for listeners whose own port another load balancer has. */
const firstOwnPort = 20_000;

/**
 * The listeners of all load balancers, which share one address here. The first one on a port has the port; each
 * further one has a port of its own beside it.
 */
export function listenerPorts(loadBalancers: readonly LoadBalancer[]): readonly ListenerPort[] {
  const all = loadBalancers.flatMap((loadBalancer) =>
    loadBalancer.listeners.map((listener) => ({ loadBalancer, listener })),
  );
  const taken = new Set(all.map(({ listener }) => listener.port));
  const seen = new Set<number>();
  return all.map((each) => {
    const { port } = each.listener;
    const isShared = all.filter(({ listener }) => listener.port === port).length > 1;
    const containerPort = seen.has(port) ? nextFree(taken) : port;
    seen.add(port);
    return { ...each, containerPort, isShared };
  });
}

function nextFree(taken: Set<number>): number {
  let port = firstOwnPort;
  while (taken.has(port)) port += 1;
  taken.add(port);
  return port;
}

/** The listener that stands for the load balancer as a whole: the first one's on port 80, or else its first. */
export function mainListener(ports: readonly ListenerPort[]): ListenerPort | undefined {
  const [first] = ports;
  const own = ports.filter(({ loadBalancer }) => loadBalancer.logicalId === first?.loadBalancer.logicalId);
  return own.find(({ listener }) => listener.port === 80) ?? own[0];
}
