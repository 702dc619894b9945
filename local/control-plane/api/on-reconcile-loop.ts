import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import { scalingAccess } from './application-autoscaling/scaling-access.ts';
import type { ControlPlane } from './control-plane.ts';
import { completeRelease, takeDefinition, undoRelease } from './releases.ts';

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
    applyWorkload: (release) => loop.transact((persisted, now) => takeDefinition(persisted, release, now)),
    completeRelease: () =>
      loop.transact((persisted) => ({ state: completeRelease(persisted), result: undefined })),
    rollBackRelease: () => loop.transact(undoRelease),
    applicationAutoScaling: scalingAccess(loop),
  };
}
