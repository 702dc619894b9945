import { z } from 'zod';
import type { LoadBalancer } from '../../definition/model/load-balancing.ts';
import { type ListenerPort, listenerPorts, mainListener } from './listener-ports.ts';
import type { LocalEnvironment, Ports } from './local-environment.ts';
import { nextFreePort } from './ports.ts';
import { readRebuiltFile, writeStateFile } from './state-file.ts';
import { stateFile } from './state-files.ts';

const listenerEndpoint = z.object({
  logicalId: z.string(),
  /** Name of the load balancer. */
  loadBalancer: z.string(),
  /** Where tasks find the load balancer. */
  dnsName: z.string(),
  protocol: z.enum(['HTTP', 'HTTPS']),
  /** The listener's port, which tasks use. */
  port: z.int(),
  containerPort: z.int(),
  /** On 127.0.0.1 of the machine. */
  hostPort: z.int(),
});

/** A listener of a load balancer and where it is reached; the main one has the port `loadBalancer` of `Ports`. */
export type ListenerEndpoint = z.output<typeof listenerEndpoint>;

/** The listeners as they were last published, the main one first; none before the first start. */
export async function readListenerEndpoints(
  environment: LocalEnvironment,
): Promise<readonly ListenerEndpoint[]> {
  return (await readRebuiltFile(stateFile(environment, 'listeners'), z.array(listenerEndpoint))) ?? [];
}

/** Gives every listener a port on 127.0.0.1 and keeps the assignment: the one that it had, or else the next free one. */
export async function assignListenerEndpoints(
  environment: LocalEnvironment,
  ports: Ports,
  loadBalancers: readonly LoadBalancer[],
  held: ReadonlySet<number>,
): Promise<readonly ListenerEndpoint[]> {
  const before = await readListenerEndpoints(environment);
  const endpoints = await chooseListenerEndpoints({ ports, loadBalancers, before, held }, nextFreePort);
  await writeStateFile(stateFile(environment, 'listeners'), endpoints);
  return endpoints;
}

/**
 * The input for choosing the ports of listeners. `held` are ports that this environment's containers have
 * already.
 */
export interface ListenerEndpointChoice {
  readonly ports: Ports;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly before: readonly ListenerEndpoint[];
  readonly held: ReadonlySet<number>;
}

/** Chooses the ports; `findFree` gives the first free port from a number on. */
export async function chooseListenerEndpoints(
  { ports, loadBalancers, before, held }: ListenerEndpointChoice,
  findFree: (from: number, except: ReadonlySet<number>) => Promise<number>,
): Promise<readonly ListenerEndpoint[]> {
  const all = listenerPorts(loadBalancers);
  const main = mainListener(all);
  if (main === undefined) return [];
  const used = new Set<number>(Object.values(ports));
  const endpoints = [toEndpoint(main, ports.loadBalancer)];
  for (const listener of all.filter((each) => each !== main)) {
    const own = before.find(({ logicalId }) => logicalId === listener.listener.logicalId)?.hostPort;
    const isKept = own !== undefined && held.has(own) && !used.has(own);
    const hostPort = isKept ? own : await findFree(own ?? firstListenerPort, used);
    used.add(hostPort);
    endpoints.push(toEndpoint(listener, hostPort));
  }
  return endpoints;
}

const firstListenerPort = 8100;

function toEndpoint(
  { loadBalancer, listener, containerPort }: ListenerPort,
  hostPort: number,
): ListenerEndpoint {
  return {
    logicalId: listener.logicalId,
    loadBalancer: loadBalancer.name,
    dnsName: loadBalancer.dnsName,
    protocol: listener.protocol,
    port: listener.port,
    containerPort,
    hostPort,
  };
}
