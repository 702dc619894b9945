import type { Workload } from '../../../definition/workload.ts';
import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import type { CacheFailover } from '../model/cache-failover.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import type { Invalidation } from '../model/invalidation.ts';
import type { RollbackPoint } from '../model/rollback-point.ts';
import type { ScalingState } from '../model/scaling-state.ts';
import type { StackOperation } from '../model/stack-operation.ts';

/** All that outlives the process: the cluster, and the definition that was released to it last. */
export interface PersistedState {
  readonly cluster: ClusterState;
  /** The alarms of the template, of scaling policies and of the API. */
  readonly alarms?: AlarmsState;
  readonly scaling?: ScalingState;
  readonly released?: ReleasedDefinition;
  /** One whose services are not released, or no longer, but of which tasks run, such as that of the migrations. */
  readonly registered?: ReleasedDefinition;
  /** Present while a release is not complete. */
  readonly rollbackPoint?: RollbackPoint;
  /** What was done to the stack, the oldest first; absent from what earlier versions wrote. */
  readonly stackOperations?: readonly StackOperation[];
  /** Of the edge's cache, the oldest first. */
  readonly invalidations?: readonly Invalidation[];
  /** The oldest first. */
  readonly cacheFailovers?: readonly CacheFailover[];
}

/** A definition as the control plane was given it. */
export interface ReleasedDefinition {
  readonly workload: Workload;
  readonly digest: string;
}
