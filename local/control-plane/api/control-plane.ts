import type { Workload } from '../../../definition/workload.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import type { Databases } from '../model/databases.ts';
import type { AppliedWorkload } from '../scheduler/commands/apply-workload.ts';
import type { RolledBackRelease as UndoneRelease } from '../scheduler/commands/roll-back-release.ts';
import type { ScalingAccess } from './application-autoscaling/scaling-access.ts';
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
  readonly databases: Databases;
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
