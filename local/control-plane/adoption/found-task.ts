import type { ContainerRunState } from '../../docker/engine.ts';
import type { ClusterState, HealthStatus } from '../model/cluster-state.ts';

/** A task that the engine runs and the state does not know, as its containers describe it. */
export interface FoundTask {
  readonly id: string;
  /** The part of the cluster that it was started from, as its label has it. */
  readonly record: ClusterState;
  readonly privateIp: string;
  readonly containers: readonly FoundContainer[];
  /** Logical ids of the target groups in which the load balancer gives it requests; undefined if it cannot be asked. */
  readonly servedIn: ReadonlySet<string> | undefined;
}

/** A container of such a task. */
export interface FoundContainer {
  readonly name: string;
  readonly runtimeId: string;
  readonly state: ContainerRunState;
  readonly startedAt: number | undefined;
  readonly health: HealthStatus;
  readonly image: { readonly id: string; readonly digest: string };
}
