import { present } from '../../../definition/properties/present.ts';
import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import { applyDefinition } from '../scaling/apply-definition.ts';
import {
  type AppliedWorkload,
  applyWorkload,
  registerTaskDefinitions,
} from '../scheduler/commands/apply-workload.ts';
import { deregisterReplaced } from '../scheduler/commands/deregister-replaced.ts';
import type { Outcome } from '../scheduler/commands/outcome.ts';
import { rollBackRelease } from '../scheduler/commands/roll-back-release.ts';
import { rollbackPointOf } from '../scheduler/commands/rollback-point.ts';
import { AwsError } from './aws-error.ts';
import type { RolledBackRelease, WorkloadRelease } from './control-plane.ts';
import { placedFor } from './place.ts';
import { beginOperation, endOperation } from './stack-operations.ts';

type Persisted = ReturnType<ReconcileLoop['persisted']>;

interface Changed<T> {
  readonly state: Persisted;
  readonly result: T;
}

/**
 * Takes in a definition. Where another one is released, and as long as the services of this one are not, it is only
 * registered: load balancer, edge and bucket policies follow what the services run.
 */
export function takeDefinition(
  persisted: Persisted,
  release: WorkloadRelease,
  now: number,
  timeScale = 1,
): Changed<AppliedWorkload> {
  const { workload, digest, ...options } = release;
  const { released, registered: _, rollbackPoint: __, ...others } = persisted;
  const placed = placedFor(persisted.cluster, workload);
  const isElsewhere = placed !== persisted.cluster;
  const isOther = released !== undefined && released.digest !== digest && !isElsewhere;
  if (isOther && !options.releaseServices) {
    const { cluster, result } = accepted(registerTaskDefinitions(placed, workload, now));
    return { state: { ...persisted, cluster, registered: { workload, digest } }, result };
  }
  const { cluster, result } = accepted(applyWorkload(placed, workload, { ...options, timeScale }, now));
  const point = isElsewhere ? undefined : rollbackPointFor(persisted, options.releaseServices);
  const stackOperations = beginOperation(persisted.stackOperations, {
    before: isElsewhere ? undefined : released?.workload,
    after: workload,
    now,
  });
  const applied = present({ ...others, cluster, released: { workload, digest }, stackOperations });
  const state = options.releaseServices ? applyDefinition(applied, workload, now) : applied;
  return { state: point === undefined ? state : { ...state, rollbackPoint: point }, result };
}

/** A release that continues one that is not complete goes back as far as that one. */
function rollbackPointFor({ cluster, released, rollbackPoint }: Persisted, isRelease: boolean) {
  if (rollbackPoint !== undefined || released === undefined || !isRelease) return rollbackPoint;
  return rollbackPointOf(cluster, released);
}

/** Says that the services run what was released last: what the definition before it made is not needed any more. */
export function completeRelease({ rollbackPoint: _, ...persisted }: Persisted, now: number): Persisted {
  const { released, cluster } = persisted;
  if (released === undefined) return persisted;
  const stackOperations = endOperation(persisted.stackOperations, 'complete', now);
  return present({
    ...persisted,
    cluster: deregisterReplaced(cluster, released.workload, now),
    stackOperations,
  });
}

/** Undoes the release that is not complete; does nothing where none was complete before it. */
export function undoRelease(persisted: Persisted, now: number): Changed<RolledBackRelease> {
  const { released: failed, rollbackPoint: point, ...others } = persisted;
  if (failed === undefined || point === undefined) {
    const result = { hasRolledBack: false, restored: [], deleted: [] };
    return { state: withFailedOperation(persisted, now), result };
  }
  const { cluster, result } = accepted(rollBackRelease(persisted.cluster, failed.workload, point, now));
  const { workload, digest } = point;
  const stackOperations = endOperation(persisted.stackOperations, 'rolledBack', now);
  return {
    state: applyDefinition(
      present({ ...others, cluster, released: { workload, digest }, registered: failed, stackOperations }),
      workload,
      now,
    ),
    result: { hasRolledBack: true, ...result },
  };
}

function withFailedOperation(persisted: Persisted, now: number): Persisted {
  const stackOperations = endOperation(persisted.stackOperations, 'failed', now);
  return stackOperations === persisted.stackOperations
    ? persisted
    : present({ ...persisted, stackOperations });
}

function accepted<T>(outcome: Outcome<T>) {
  if (!outcome.ok) throw new AwsError(outcome.error.code, outcome.error.message);
  const { ok: _, state: cluster, ...result } = outcome;
  return { cluster, result };
}
