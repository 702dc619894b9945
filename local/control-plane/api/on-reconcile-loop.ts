import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import { scalingAccess } from './application-autoscaling/scaling-access.ts';
import type { ControlPlane, Surroundings } from './control-plane.ts';
import type { CloudWatch } from './monitoring/cloudwatch.ts';
import { completeRelease, takeDefinition, undoRelease } from './releases.ts';

type Loop = Pick<ReconcileLoop, 'persisted' | 'transact'>;

/** What of CloudWatch is not in the loop's state. */
export type Metrics = Pick<CloudWatch, 'metrics' | 'timeScale' | 'nowMs'>;

/** The AWS endpoint's view of the loop that holds the state. */
export function onReconcileLoop(loop: Loop, metrics: Metrics, surroundings: Surroundings): ControlPlane {
  return {
    state: () => loop.persisted().cluster,
    workload: () => loop.persisted().released,
    transact: (command) =>
      loop.transact((persisted, now) => {
        const { state, result } = command(persisted.cluster, now);
        return { state: state === persisted.cluster ? persisted : { ...persisted, cluster: state }, result };
      }),
    applyWorkload: (release) =>
      loop.transact((persisted, now) => takeDefinition(persisted, release, now, metrics.timeScale)),
    completeRelease: () =>
      loop.transact((persisted, now) => ({ state: completeRelease(persisted, now), result: undefined })),
    rollBackRelease: () => loop.transact(undoRelease),
    applicationAutoScaling: scalingAccess(loop),
    cloudWatch: cloudWatchOn(loop, metrics),
    stackOperations: () => loop.persisted().stackOperations ?? [],
    surroundings,
  };
}

function cloudWatchOn(loop: Loop, metrics: Metrics): CloudWatch {
  return {
    ...metrics,
    alarms: () => loop.persisted().alarms ?? {},
    changeAlarms: (change) =>
      loop.transact((persisted, now) => {
        const before = persisted.alarms ?? {};
        const alarms = change(before, now);
        return { state: alarms === before ? persisted : { ...persisted, alarms }, result: undefined };
      }),
  };
}
