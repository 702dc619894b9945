import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import { applyWorkload } from '../scheduler/commands/apply-workload.ts';
import { AwsError } from './aws-error.ts';
import type { ControlPlane } from './control-plane.ts';
import { placedFor } from './place.ts';

/** The AWS endpoint's view of the loop that holds the state. */
export function onReconcileLoop(loop: Pick<ReconcileLoop, 'persisted' | 'transact'>): ControlPlane {
  return {
    state: () => loop.persisted().cluster,
    workload: () => loop.persisted().released,
    transact: (command) =>
      loop.transact((persisted, now) => {
        const { state, result } = command(persisted.cluster, now);
        return { state: state === persisted.cluster ? persisted : { ...persisted, cluster: state }, result };
      }),
    applyWorkload: ({ workload, digest, ...release }) =>
      loop.transact((persisted, now) => {
        const placed = placedFor(persisted.cluster, workload);
        const outcome = applyWorkload(placed, workload, release, now);
        if (!outcome.ok) throw new AwsError(outcome.error.code, outcome.error.message);
        const { state: cluster, taskDefinitions, changed } = outcome;
        return {
          state: { ...persisted, cluster, released: { workload, digest } },
          result: { taskDefinitions, changed },
        };
      }),
  };
}
