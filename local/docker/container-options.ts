import type { ContainerCreateOptions, HealthConfig, HostConfig, MountSettings } from 'dockerode';
import type { ContainerSpec } from './engine.ts';

const mebibyte = 1024 * 1024;
const nanosecondsPerMillisecond = 1_000_000;

/** A container's specification as the body of Docker's `POST /containers/create`. */
export function containerOptions(spec: ContainerSpec): ContainerCreateOptions {
  return {
    name: spec.name,
    Image: spec.image,
    Labels: { ...spec.labels },
    Tty: spec.terminal === true,
    OpenStdin: spec.standardInput === true,
    ...(spec.entrypoint === undefined ? {} : { Entrypoint: [...spec.entrypoint] }),
    ...(spec.command === undefined ? {} : { Cmd: [...spec.command] }),
    ...(spec.environment === undefined ? {} : { Env: environmentList(spec.environment) }),
    ...(spec.user === undefined ? {} : { User: spec.user }),
    ...(spec.workingDirectory === undefined ? {} : { WorkingDir: spec.workingDirectory }),
    ...(spec.hostname === undefined ? {} : { Hostname: spec.hostname }),
    ...(spec.healthCheck === undefined ? {} : { Healthcheck: healthCheck(spec.healthCheck) }),
    ...(spec.ports === undefined ? {} : { ExposedPorts: exposedPorts(spec.ports) }),
    HostConfig: hostConfig(spec),
    ...networking(spec.network),
  };
}

/** The list that Docker takes for environment variables. */
export function environmentList(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}

function hostConfig(spec: ContainerSpec): HostConfig {
  return {
    NetworkMode: networkMode(spec.network),
    ...(spec.newPrivileges === true ? {} : { SecurityOpt: ['no-new-privileges'] }),
    RestartPolicy: { Name: spec.restart ?? 'no' },
    ...limits(spec),
    ...(spec.dropCapabilities === undefined ? {} : { CapDrop: [...spec.dropCapabilities] }),
    ...(spec.addCapabilities === undefined ? {} : { CapAdd: [...spec.addCapabilities] }),
    ...(spec.tmpfs === undefined ? {} : { Tmpfs: tmpfs(spec.tmpfs) }),
    ...(spec.readonlyRootFilesystem === undefined ? {} : { ReadonlyRootfs: spec.readonlyRootFilesystem }),
    ...(spec.init === undefined ? {} : { Init: spec.init }),
    ...(spec.binds === undefined ? {} : { Binds: [...spec.binds] }),
    ...(spec.mounts === undefined ? {} : { Mounts: spec.mounts.map(volumeMount) }),
    ...(spec.extraHosts === undefined ? {} : { ExtraHosts: [...spec.extraHosts] }),
    ...(spec.kernelParameters === undefined ? {} : { Sysctls: { ...spec.kernelParameters } }),
    ...(spec.ports === undefined ? {} : { PortBindings: portBindings(spec.ports) }),
  };
}

/** Swap is set to the memory limit itself: Docker counts both together, so that means no swap. */
function limits(spec: ContainerSpec): HostConfig {
  const memory = spec.memoryMiB === undefined ? undefined : Math.round(spec.memoryMiB * mebibyte);
  return {
    ...(spec.cpus === undefined ? {} : { NanoCpus: Math.round(spec.cpus * 1e9) }),
    ...(spec.cpuShares === undefined ? {} : { CpuShares: spec.cpuShares }),
    ...(memory === undefined ? {} : { Memory: memory, MemorySwap: memory }),
    ...(spec.memoryReservationMiB === undefined
      ? {}
      : { MemoryReservation: Math.round(spec.memoryReservationMiB * mebibyte) }),
    ...(spec.ulimits === undefined
      ? {}
      : { Ulimits: spec.ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })) }),
  };
}

function networkMode(network: ContainerSpec['network']): string {
  switch (network.kind) {
    case 'network':
      return network.name;
    case 'container':
      return `container:${network.id}`;
    case 'none':
      return 'none';
  }
}

function networking(network: ContainerSpec['network']): Pick<ContainerCreateOptions, 'NetworkingConfig'> {
  if (network.kind !== 'network') return {};
  const endpoint = {
    ...(network.aliases === undefined ? {} : { Aliases: [...network.aliases] }),
    ...(network.linkLocalAddresses === undefined
      ? {}
      : { IPAMConfig: { LinkLocalIPs: [...network.linkLocalAddresses] } }),
  };
  return { NetworkingConfig: { EndpointsConfig: { [network.name]: endpoint } } };
}

function healthCheck(check: NonNullable<ContainerSpec['healthCheck']>): HealthConfig {
  if (check === 'NONE') return { Test: ['NONE'] };
  return {
    Test: [...check.test],
    Interval: check.intervalMs * nanosecondsPerMillisecond,
    Timeout: check.timeoutMs * nanosecondsPerMillisecond,
    Retries: check.retries,
    StartPeriod: check.startPeriodMs * nanosecondsPerMillisecond,
  };
}

function volumeMount(mount: NonNullable<ContainerSpec['mounts']>[number]): MountSettings {
  return {
    Type: 'volume',
    Source: mount.volume,
    Target: mount.target,
    ReadOnly: mount.readOnly,
    // The engine has made the volume before, with its labels.
    VolumeOptions: { NoCopy: !mount.copiesImage, Labels: {}, DriverConfig: { Name: 'local', Options: {} } },
  };
}

function tmpfs(mounts: NonNullable<ContainerSpec['tmpfs']>): Record<string, string> {
  return Object.fromEntries(
    mounts.map(({ target, sizeMiB, options }) => [target, [`size=${sizeMiB}m`, ...options].join(',')]),
  );
}

function exposedPorts(ports: NonNullable<ContainerSpec['ports']>): Record<string, object> {
  return Object.fromEntries(ports.map(({ containerPort }) => [`${containerPort}/tcp`, {}]));
}

function portBindings(ports: NonNullable<ContainerSpec['ports']>): Record<string, object[]> {
  const bindings: Record<string, object[]> = {};
  for (const { containerPort, hostPort } of ports) {
    const key = `${containerPort}/tcp`;
    bindings[key] = [...(bindings[key] ?? []), { HostIp: '127.0.0.1', HostPort: String(hostPort) }];
  }
  return bindings;
}
