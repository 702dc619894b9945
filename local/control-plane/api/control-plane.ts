import type { Workload } from '../../../definition/workload.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import type { CacheFailover } from '../model/cache-failover.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import type { Databases } from '../model/databases.ts';
import type { Invalidation } from '../model/invalidation.ts';
import type { StackOperation } from '../model/stack-operation.ts';
import type { ImageRegistry } from '../registry/image-registry.ts';
import type { AppliedWorkload } from '../scheduler/commands/apply-workload.ts';
import type { RolledBackRelease as UndoneRelease } from '../scheduler/commands/roll-back-release.ts';
import type { ScalingAccess } from './application-autoscaling/scaling-access.ts';
import type { EcsExec } from './ecs/ecs-exec.ts';
import type { CloudWatch } from './monitoring/cloudwatch.ts';
import type { EmulationStatus } from './parity/emulation-status.ts';
import type { Rotate } from './secrets/rotate-secret.ts';

export type { AppliedWorkload };

/** A pure change of the cluster: it is given the state and the time in milliseconds, and gives the next state. */
export type Command<T> = (
  state: ClusterState,
  now: number,
) => { readonly state: ClusterState; readonly result: T };

/** What the AWS endpoint needs of the process around it. */
export interface ControlPlane {
  state(): ClusterState;
  /** Undefined until a definition was released to it. */
  workload(): ReleasedWorkload | undefined;
  /** Ends once the new state is on disk; an error of the command changes nothing and is raised as it is. */
  transact<T>(command: Command<T>): Promise<T>;
  applyWorkload(request: WorkloadRelease): Promise<AppliedWorkload>;
  /** Says that the services run what was released last, so that a later failure does not go back any further. */
  completeRelease(): Promise<void>;
  /** Undoes what was released since. */
  rollBackRelease(): Promise<RolledBackRelease>;
  readonly applicationAutoScaling: ScalingAccess;
  readonly cloudWatch: CloudWatch;
  /** The longest grace period of health checks; absent where it is as the definition says. */
  readonly longestGraceSeconds?: number | undefined;
  /** Absent where there is no engine to run a command on. */
  readonly ecsExec?: EcsExec;
  /** What was done to the environment's stack, the oldest first. */
  stackOperations(): readonly StackOperation[];
  readonly surroundings: Surroundings;
}

/** What runs beside the control plane, as the APIs of what it stands for need it. */
export interface Surroundings {
  /** The template of the environment's stack as it was synthesized; undefined where it cannot be read any more. */
  template(): Promise<string | undefined>;
  readonly edge: EdgeCache;
  /** What was pushed to the repositories of the definition. */
  readonly images: ImageRegistry;
  readonly cache: CacheServer;
  readonly databases: Databases;
}

/** The cache of the edge. */
export interface EdgeCache {
  /** What was invalidated, the oldest first. */
  invalidations(): readonly Invalidation[];
  /** Ends once the cache has none of the named objects any more, and the invalidation is on disk. */
  invalidate(invalidation: Invalidation): Promise<void>;
}

/** What the endpoint needs of the care for LocalStack, which answers what is not answered here. */
export interface LocalStackCare {
  /** False while LocalStack is away or being filled again. */
  isOpen(): boolean;
  /** Waits for that; false once it has been closed for a while. */
  whenOpen(): Promise<boolean>;
  /** A call found that it does not answer. */
  doesNotAnswer(): void;
  /** Somebody has changed a value of Secrets Manager or of Parameter Store. */
  valuesChanged(): void;
  status(): Promise<EmulationStatus>;
  /** False, and nothing done, while it is away or being filled again. */
  record(held: HeldEmulation): Promise<boolean>;
  /** Rotates a secret that LocalStack has, which has no functions to do so. */
  readonly rotate: Rotate;
}

export interface ReleasedWorkload {
  readonly workload: Workload;
  readonly digest: string;
}

/** What became of a release that failed. */
export interface RolledBackRelease extends UndoneRelease {
  /** False where no release was complete before it: everything stays as it is. */
  readonly hasRolledBack: boolean;
}

/** What `PUT /_parity/workload` asks for. */
export interface WorkloadRelease extends ReleasedWorkload {
  /** Whether services are created, updated and deleted to match, and listeners, edge and bucket policies follow. */
  readonly releaseServices: boolean;
  /** The engine's ids of images that were built for it, by name. */
  readonly builtImages?: Readonly<Record<string, string>>;
}

/** The Redis server, which stands for a replication group with all of its nodes. */
export interface CacheServer {
  isRunning(): Promise<boolean>;
  /** The oldest first. */
  failovers(): readonly CacheFailover[];
  /** Whether a failover has begun and is not over yet. */
  isFailingOver(): boolean;
  /**
   * Breaks every connection and starts the server anew, with all that was written to it. Ends once it has begun, and is on
   * disk.
   */
  failOver(failover: CacheFailover): Promise<void>;
}
