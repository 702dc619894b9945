import type { Duplex, Readable, Writable } from 'node:stream';
import type { Secret } from '../../failure/secret.ts';
import type { OutputFrame } from './output-frames.ts';

/**
 * The container engine, in Docker's terms and without a type of the client library: the Docker adapter
 * implements it, and fakes of it pass the same contract suite.
 */
export interface Engine {
  ping(): Promise<void>;
  info(): Promise<EngineInfo>;
  /** What takes up the engine's disk: it measures all volumes, which takes seconds where there are many. */
  diskUsage(signal?: AbortSignal): Promise<DiskUsage>;

  /** Creates a container and gives its id. Raises `ENGINE_NO_SUCH_IMAGE` when the image is not there. */
  createContainer(spec: ContainerSpec): Promise<string>;
  /** Does nothing when it runs already. */
  startContainer(id: string): Promise<void>;
  /** Sends a signal; does nothing when it does not run. */
  killContainer(id: string, signal: string): Promise<void>;
  /** Sends the stop signal, waits, kills. */
  stopContainer(id: string, timeoutSeconds: number): Promise<void>;
  /** Removes it with its anonymous volumes, running or not; does nothing when it is not there. */
  removeContainer(id: string): Promise<void>;
  /** Waits until it does not run, and gives its exit code. */
  waitForExit(id: string, signal?: AbortSignal): Promise<number>;
  /** All containers, stopped ones too, that carry all these labels. */
  listContainers(labels: Readonly<Record<string, string>>): Promise<readonly ContainerSummary[]>;
  /** Undefined when it is not there. */
  inspectContainer(id: string): Promise<ContainerDetails | undefined>;
  /** The demultiplexed output with the engine's timestamps, line by line, until the container ends or `signal` aborts. */
  containerLogs(id: string, options: LogOptions): AsyncIterable<LogLine>;
  /** Runs a command in a running container. */
  exec(id: string, command: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Starts a command in a running container and leaves it to itself: its output and its exit code are lost. */
  startExec(id: string, command: readonly string[], options?: Pick<ExecOptions, 'user'>): Promise<void>;
  /** Starts a command in a running container on a terminal of its own. */
  openTerminal(id: string, command: readonly string[], options?: TerminalOptions): Promise<ContainerTerminal>;
  /** Starts a command in a running container with its standard streams open, without a terminal. */
  openStreams(
    id: string,
    command: readonly string[],
    options?: Pick<ExecOptions, 'environment' | 'user'>,
  ): Promise<ContainerStreams>;
  /** One reading of the cgroup's figures; undefined when it does not run. */
  stats(id: string): Promise<ContainerStats | undefined>;
  /** Ends and changes of health of the containers that carry all these labels, until `signal` aborts. */
  events(labels: Readonly<Record<string, string>>, signal: AbortSignal): AsyncIterable<EngineEvent>;

  /** Undefined when it is not there. */
  inspectImage(name: string): Promise<ImageDetails | undefined>;
  /** Without a login where none is given. Raises `ENGINE_PULL_FAILED`. */
  pullImage(
    name: string,
    onLine?: (line: string) => void,
    signal?: AbortSignal,
    login?: RegistryLogin,
  ): Promise<void>;
  /** To the registry that its name leads to. Raises `ENGINE_PUSH_FAILED` with what the registry said. */
  pushImage(
    name: string,
    login: RegistryLogin,
    onLine?: (line: string) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  tagImage(name: string, newName: string): Promise<void>;
  /** Makes an image of a root file system in a tar stream. */
  importImage(tar: Readable, name: string, changes?: readonly string[]): Promise<void>;
  listImages(labels: Readonly<Record<string, string>>): Promise<readonly ImageDetails[]>;
  removeImage(name: string): Promise<void>;

  /** Undefined when it is not there. */
  inspectNetwork(name: string): Promise<{ readonly id: string; readonly subnet: string } | undefined>;
  createNetwork(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  removeNetwork(name: string): Promise<void>;
  /** The networks that carry a label with this name, whatever its value. */
  listNetworks(label: string): Promise<readonly Labelled[]>;

  createVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  listVolumes(labels: Readonly<Record<string, string>>): Promise<readonly string[]>;
  /** The volumes that carry a label with this name, whatever its value. */
  listLabelledVolumes(label: string): Promise<readonly Labelled[]>;
  removeVolume(name: string): Promise<void>;
}

/** Who signs in to a registry. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: Secret;
}

export interface EngineInfo {
  readonly serverVersion: string;
  readonly apiVersion: string;
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly operatingSystem: string;
  readonly architecture: string;
  /** Where the engine keeps images and volumes, as a path on the engine's own machine. */
  readonly rootFolder?: string;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly workingDirectory?: string;
  /** Limits: CPUs as a fraction, memory in MiB (swap is not allowed on top). */
  readonly cpus?: number;
  /** Relative weight when the CPUs are contended: Docker's `CpuShares`. */
  readonly cpuShares?: number;
  readonly memoryMiB?: number;
  readonly memoryReservationMiB?: number;
  readonly ulimits?: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  readonly readonlyRootFilesystem?: boolean;
  readonly init?: boolean;
  readonly binds?: readonly string[];
  readonly mounts?: readonly {
    readonly volume: string;
    readonly target: string;
    readonly readOnly: boolean;
    /** Whether a new volume begins with what the image has at that place, and its owner and mode. */
    readonly copiesImage: boolean;
  }[];
  /** File systems in memory; `options` are those of `mount`. */
  readonly tmpfs?: readonly {
    readonly target: string;
    readonly sizeMiB: number;
    readonly options: readonly string[];
  }[];
  /** From and to Docker's default set. */
  readonly dropCapabilities?: readonly string[];
  readonly addCapabilities?: readonly string[];
  /** Whether a program may gain privileges, as by `sudo`; not so when absent. */
  readonly newPrivileges?: boolean;
  /** `CMD` or `CMD-SHELL` first; `NONE` switches the image's own check off. */
  readonly healthCheck?:
    | 'NONE'
    | {
        readonly test: readonly string[];
        readonly intervalMs: number;
        readonly timeoutMs: number;
        readonly retries: number;
        readonly startPeriodMs: number;
      };
  readonly network:
    | {
        readonly kind: 'network';
        readonly name: string;
        readonly aliases?: readonly string[];
        /** Extra addresses of 169.254.0.0/16 inside this container only. */
        readonly linkLocalAddresses?: readonly string[];
      }
    | { readonly kind: 'container'; readonly id: string }
    | { readonly kind: 'none' };
  readonly hostname?: string;
  readonly extraHosts?: readonly string[];
  /** Host ports, always bound to 127.0.0.1. */
  readonly ports?: readonly { readonly containerPort: number; readonly hostPort: number }[];
  readonly restart?: 'no' | 'unless-stopped';
  /** A terminal in place of separate output and errors, and whether the standard input stays open. */
  readonly terminal?: boolean;
  readonly standardInput?: boolean;
  /** Kernel parameters of the container's own namespaces, by name. */
  readonly kernelParameters?: Readonly<Record<string, string>>;
}

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: ContainerRunState;
  readonly labels: Readonly<Record<string, string>>;
  /** Those that it holds on the host. */
  readonly hostPorts: readonly number[];
}

export type ContainerRunState =
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'exited'
  | 'dead'
  | 'removing';

export interface ContainerDetails extends ContainerSummary {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  readonly imageId: string;
  /** Network name to IPv4 address. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly containerPort: number; readonly hostPort: number }[];
  readonly error: string;
}

export interface LogOptions {
  readonly follow: boolean;
  readonly since?: Date;
  readonly tail?: number;
  readonly signal?: AbortSignal;
}

export interface LogLine {
  readonly at: Date;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface ExecOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal;
}

export interface TerminalOptions extends Pick<ExecOptions, 'environment' | 'user'> {
  /** The size that it begins with, in columns and rows, where the engine knows of it (since API 1.42). */
  readonly size?: readonly [number, number];
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command's own terminal. Closing the stream leaves the command to itself: the engine has no call to end it. */
export interface ContainerTerminal {
  /** Ends when the command ends. */
  readonly stream: Duplex;
  resize(columns: number, rows: number): Promise<void>;
  /** Undefined while the command runs. */
  exitCode(): Promise<number | undefined>;
}

/** A command's standard streams. Closing them leaves the command to itself: the engine has no call to end it. */
export interface ContainerStreams {
  /** Its standard input; the end of it is what the command reads as the end. */
  readonly input: Writable;
  /** What it writes, as the engine passes it on; ends when the command ends. */
  readonly output: AsyncIterable<OutputFrame>;
  /** Undefined while the command runs. */
  exitCode(): Promise<number | undefined>;
}

/** CPU time is nanoseconds since the container's start; memory is without the page cache. */
export interface ContainerStats {
  readonly at: Date;
  readonly cpuNanoseconds: number;
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
  readonly raw: unknown;
}

export interface EngineEvent {
  readonly at: Date;
  readonly containerId: string;
  /** Docker's: `die`, or `health_status: healthy` and the like. */
  readonly action: string;
  readonly exitCode?: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ImageDetails {
  readonly id: string;
  readonly names: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: Date;
  /** In Go's words: `amd64`, `arm64`. */
  readonly architecture: string;
  /** `linux` when absent. */
  readonly operatingSystem?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly digest: string;
  /** Paths that the image declares as volumes. */
  readonly volumes: readonly string[];
  readonly stopSignal: string | undefined;
  /** TCP and UDP ports that its Dockerfile names, which opens none of them. */
  readonly exposedPorts?: readonly number[];
}

/** What takes up the disk of an engine, all of it, of whoever made it. */
export interface DiskUsage {
  /** Of all images, their shared layers once. */
  readonly imagesBytes: number;
  readonly images: readonly ImageUsage[];
  readonly volumes: readonly VolumeUsage[];
  /** Names and ids of the images of all containers, stopped ones too. */
  readonly imagesOfContainers: readonly string[];
}

/** An image with its size: one without a name is left over from a build, or lost its name to a later one. */
export interface ImageUsage {
  readonly id: string;
  readonly names: readonly string[];
  /** `repository@sha256:...` of the registries that it was pulled from or pushed to. */
  readonly digests: readonly string[];
  readonly sizeBytes: number;
  /** Without the layers that it shares with other images. */
  readonly ownBytes: number;
  readonly createdAt: Date;
  readonly labels: Readonly<Record<string, string>>;
}

export interface VolumeUsage {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Undefined where the engine has not measured it. */
  readonly sizeBytes?: number;
}

/** A volume or a network. */
export interface Labelled {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}
