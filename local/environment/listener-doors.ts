import { z } from 'zod';
import type { LoadBalancer } from '../../definition/model/load-balancing.ts';
import { type ListenerPort, listenerPorts, mainListener } from './listener-ports.ts';
import type { LocalEnvironment, Ports } from './local-environment.ts';
import { nextFreePort } from './ports.ts';
import { readRebuiltFile, writeStateFile } from './state-file.ts';
import { stateFile } from './state-files.ts';

const listenerDoor = z.object({
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
export type ListenerDoor = z.output<typeof listenerDoor>;

/** The listeners as they were last published, the main one first; none before the first start. */
export async function readListenerDoors(environment: LocalEnvironment): Promise<readonly ListenerDoor[]> {
  return (await readRebuiltFile(stateFile(environment, 'listeners'), z.array(listenerDoor))) ?? [];
}

/** Gives every listener a port on 127.0.0.1 and keeps the assignment: the one that it had, or else the next free one. */
export async function assignListenerDoors(
  environment: LocalEnvironment,
  ports: Ports,
  loadBalancers: readonly LoadBalancer[],
  held: ReadonlySet<number>,
): Promise<readonly ListenerDoor[]> {
  const before = await readListenerDoors(environment);
  const doors = await chooseListenerDoors({ ports, loadBalancers, before, held }, nextFreePort);
  await writeStateFile(stateFile(environment, 'listeners'), doors);
  return doors;
}

/** What the ports of listeners are chosen from. `held` are ports that this environment's containers have already. */
export interface ListenerDoorChoice {
  readonly ports: Ports;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly before: readonly ListenerDoor[];
  readonly held: ReadonlySet<number>;
}

/** Chooses the ports; `findFree` gives the first free port from a number on. */
export async function chooseListenerDoors(
  { ports, loadBalancers, before, held }: ListenerDoorChoice,
  findFree: (from: number, except: ReadonlySet<number>) => Promise<number>,
): Promise<readonly ListenerDoor[]> {
  const all = listenerPorts(loadBalancers);
  const main = mainListener(all);
  if (main === undefined) return [];
  const used = new Set<number>(Object.values(ports));
  const doors = [toDoor(main, ports.loadBalancer)];
  for (const listener of all.filter((each) => each !== main)) {
    const own = before.find(({ logicalId }) => logicalId === listener.listener.logicalId)?.hostPort;
    const isKept = own !== undefined && held.has(own) && !used.has(own);
    const hostPort = isKept ? own : await findFree(own ?? firstListenerPort, used);
    used.add(hostPort);
    doors.push(toDoor(listener, hostPort));
  }
  return doors;
}

const firstListenerPort = 8100;

function toDoor({ loadBalancer, listener, containerPort }: ListenerPort, hostPort: number): ListenerDoor {
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
