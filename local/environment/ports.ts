import { join } from 'node:path';
import getPort, { clearLockedPorts } from 'get-port';
import { z } from 'zod';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { type LocalEnvironment, type Ports, preferredPorts } from './local-environment.ts';
import { readRebuiltFile, writeStateFile } from './state-file.ts';

const portNumber = z.int().min(1).max(65_535);
/** An endpoint that was added since has its preferred port until the next start assigns it one. */
const port = (endpoint: keyof Ports) => portNumber.default(preferredPorts[endpoint]);
const portsSchema = z.object({
  https: port('https'),
  http: port('http'),
  loadBalancer: port('loadBalancer'),
  aws: port('aws'),
  postgres: port('postgres'),
  postgresReplica: port('postgresReplica'),
  redis: port('redis'),
  s3: port('s3'),
  mail: port('mail'),
});

/** An endpoint that could not have its port: what was wanted, and what was taken instead. */
export interface MovedPort {
  readonly endpoint: keyof Ports;
  readonly wanted: number;
  readonly taken: number;
}

/** The ports of an environment as they were last assigned; undefined before its first start. */
export function readPorts(environment: Pick<LocalEnvironment, 'stateFolder'>): Promise<Ports | undefined> {
  return readRebuiltFile(portsFile(environment), portsSchema);
}

/** The ports of an environment that was started once. Raises `ENVIRONMENT_NOT_STARTED` where it never was. */
export async function startedPorts(environment: LocalEnvironment): Promise<Ports> {
  const ports = await readPorts(environment);
  if (ports !== undefined) return ports;
  const message = `The local environment ${environment.name} has not been started yet`;
  throw new Failure('ENVIRONMENT_NOT_STARTED', message, { hint: `Start it: ${command('local:up')}` });
}

/**
 * Assigns every endpoint a port on 127.0.0.1 and keeps the assignment: the one that it had, else the preferred one,
 * else the next free one. `held` are ports that this environment's own containers hold already.
 */
export async function assignPorts(
  environment: LocalEnvironment,
  held: ReadonlySet<number>,
): Promise<{ readonly ports: Ports; readonly moved: readonly MovedPort[] }> {
  const before = await readPorts(environment);
  const { ports, moved } = await choosePorts({ ...preferredPorts, ...before }, held, nextFreePort);
  await writeStateFile(portsFile(environment), ports);
  return { ports, moved };
}

/**
 * Chooses ports for all endpoints, none of them one that another endpoint has already; `findFree` gives the first free port
 * from a number on.
 */
export async function choosePorts(
  wanted: Ports,
  held: ReadonlySet<number>,
  findFree: (from: number, except: ReadonlySet<number>) => Promise<number>,
): Promise<{ readonly ports: Ports; readonly moved: readonly MovedPort[] }> {
  const ports: Record<keyof Ports, number> = { ...wanted };
  const moved: MovedPort[] = [];
  const used = new Set<number>();
  for (const endpoint of endpoints) {
    const port = wanted[endpoint];
    const reserved = endpoints.filter((other) => other !== endpoint).map((other) => wanted[other]);
    const taken =
      held.has(port) && !used.has(port) ? port : await findFree(port, new Set([...used, ...reserved]));
    used.add(taken);
    ports[endpoint] = taken;
    if (taken !== port) moved.push({ endpoint, wanted: port, taken });
  }
  return { ports, moved };
}

const endpoints = [
  'https',
  'http',
  'loadBalancer',
  'aws',
  'postgres',
  'postgresReplica',
  'redis',
  's3',
  'mail',
] as const satisfies readonly (keyof Ports)[];

/** The first port from a number on that is free on 127.0.0.1. */
export async function nextFreePort(from: number, except: ReadonlySet<number>): Promise<number> {
  // get-port remembers what it gave out for a while; the assignment is ours to keep, so it must not.
  clearLockedPorts();
  const range = Array.from({ length: Math.min(200, 65_536 - from) }, (_, index) => from + index);
  return getPort({ host: '127.0.0.1', port: range, exclude: [...except] });
}

/** Where the ports of an environment are kept. */
export function portsFile(environment: Pick<LocalEnvironment, 'stateFolder'>): string {
  return join(environment.stateFolder, 'ports.json');
}
