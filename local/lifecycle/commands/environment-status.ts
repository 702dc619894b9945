import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import type { Engine } from '../../docker/engine.ts';
import { type ListenerEndpoint, readListenerEndpoints } from '../../environment/listener-endpoints.ts';
import type { LocalEnvironment, Ports } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { type LiveRecord, readLiveRecord } from '../live/live-record.ts';
import { controlPlaneClient } from '../servers/control-plane-client.ts';
import {
  type LeftOutServices,
  type OptionalService,
  readLeftOutServices,
} from '../servers/left-out-services.ts';
import { type ComposeService, serverContainers, startedServices } from '../servers/start-servers.ts';

/** The current state of an environment. */
export interface EnvironmentStatus {
  readonly name: string;
  readonly ports: Ports | undefined;
  readonly listeners: readonly ListenerEndpoint[];
  /** What the definition does without, so that no server stands in for it. */
  readonly leftOut: readonly OptionalService[];
  /** Undefined when the control plane does not answer. */
  readonly cluster: ParityStatus | undefined;
  /** The live code that its tasks run; undefined where they run what the image has. */
  readonly liveCode: LiveRecord | undefined;
  readonly servers: readonly {
    readonly name: ComposeService;
    readonly state: string;
    readonly health: string;
    readonly image: string;
    readonly ports: readonly number[];
  }[];
}

/** Looks at an environment without changing it. */
export async function environmentStatus(
  engine: Engine,
  environment: LocalEnvironment,
): Promise<EnvironmentStatus> {
  const ports = await readPorts(environment);
  const leftOut = await readLeftOutServices(environment);
  const [servers, cluster] = await Promise.all([
    serverStatus(engine, environment, leftOut),
    ports === undefined ? undefined : controlPlaneClient(ports.aws).statusIfUp(),
  ]);
  const listeners = await readListenerEndpoints(environment);
  const liveCode = await readLiveRecord(environment, cluster?.workloadDigest);
  return { name: environment.name, liveCode, ports, listeners, leftOut: [...leftOut], cluster, servers };
}

async function serverStatus(
  engine: Engine,
  environment: LocalEnvironment,
  leftOut: LeftOutServices,
): Promise<EnvironmentStatus['servers']> {
  const containers = await serverContainers(engine, environment);
  return await Promise.all(
    startedServices(leftOut).map(async (name) => {
      const container = containers.get(name);
      const details = container === undefined ? undefined : await engine.inspectContainer(container.id);
      return {
        name,
        state: details?.state ?? 'absent',
        health: details?.health ?? 'none',
        image: details?.image ?? '',
        ports: details?.ports.map(({ hostPort }) => hostPort) ?? [],
      };
    }),
  );
}
