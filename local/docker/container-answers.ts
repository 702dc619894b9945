import { z } from 'zod';
import type { ContainerDetails, ContainerSummary } from './engine.ts';

const runState = z.enum(['created', 'running', 'paused', 'restarting', 'exited', 'dead', 'removing']);
const labels = z.record(z.string(), z.string()).nullish();

const listedContainer = z.object({
  Id: z.string(),
  Names: z.array(z.string()).nullish(),
  Image: z.string(),
  State: runState,
  Labels: labels,
  Ports: z.array(z.object({ PublicPort: z.number().optional() })).nullish(),
});

const inspectedContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  Image: z.string(),
  Config: z.object({ Image: z.string(), Labels: labels }),
  State: z.object({
    Status: runState,
    ExitCode: z.number(),
    OOMKilled: z.boolean(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Error: z.string().default(''),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
  NetworkSettings: z.object({
    Networks: z.record(z.string(), z.object({ IPAddress: z.string().optional() })).nullish(),
    Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()).nullish(),
  }),
});

/** Reads one element of Docker's `GET /containers/json`. */
export function toContainerSummary(answer: unknown): ContainerSummary {
  const container = listedContainer.parse(answer);
  return {
    id: container.Id,
    name: bareName(container.Names?.[0] ?? ''),
    image: container.Image,
    state: container.State,
    labels: container.Labels ?? {},
    hostPorts: (container.Ports ?? []).flatMap(({ PublicPort: port }) => port ?? []),
  };
}

/** Reads Docker's `GET /containers/{id}/json`. */
export function toContainerDetails(answer: unknown): ContainerDetails {
  const container = inspectedContainer.parse(answer);
  const { State: state, NetworkSettings: network } = container;
  const ports = toPorts(network.Ports ?? {});
  return {
    id: container.Id,
    name: bareName(container.Name),
    image: container.Config.Image,
    state: state.Status,
    labels: container.Config.Labels ?? {},
    exitCode: state.ExitCode,
    outOfMemory: state.OOMKilled,
    startedAt: toDate(state.StartedAt),
    finishedAt: toDate(state.FinishedAt),
    health: toHealth(state.Health?.Status),
    imageId: container.Image,
    addresses: toAddresses(network.Networks ?? {}),
    hostPorts: ports.map(({ hostPort }) => hostPort),
    ports,
    error: state.Error,
  };
}

/** Docker's first year means "not yet". */
function toDate(text: string): Date | undefined {
  return text.startsWith('0001-') || text === '' ? undefined : new Date(text);
}

function toHealth(status: string | undefined): ContainerDetails['health'] {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : 'none';
}

function toAddresses(networks: Record<string, { IPAddress?: string | undefined }>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(networks).flatMap(([name, { IPAddress: address }]) =>
      address === undefined || address === '' ? [] : [[name, address]],
    ),
  );
}

function toPorts(ports: Record<string, { HostPort: string }[] | null>): ContainerDetails['ports'] {
  return Object.entries(ports).flatMap(([port, bindings]) =>
    (bindings ?? []).map((binding) => ({
      containerPort: Number.parseInt(port, 10),
      hostPort: Number(binding.HostPort),
    })),
  );
}

function bareName(name: string): string {
  return name.replace(/^\//, '');
}
