import { databasesOn } from '../../databases/databases.ts';
import { inMemoryParts } from '../../databases/testing/in-memory-databases.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import type { Fact } from '../../model/fact.ts';
import { observe } from '../../scheduler/observe/observe.ts';
import { plan } from '../../scheduler/plan.ts';
import { confirmations } from '../../scheduler/testing/cluster-fixtures.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import type { ControlPlane } from '../control-plane.ts';
import { onReconcileLoop } from '../on-reconcile-loop.ts';
import { inMemoryMetrics } from './in-memory-metrics.ts';

/**
 * A control plane with the real scheduler on a world in which everything succeeds at once. `settle` takes it as
 * far as it goes; `transact` alone does not, so that a client sees what is under way.
 */
export interface SimulatedControlPlane extends ControlPlane {
  persisted(): PersistedState;
  settle(): void;
}

export function simulatedControlPlane(
  initial: ClusterState,
  now: () => number,
  timeScale = 1,
): SimulatedControlPlane {
  let persisted: PersistedState = { cluster: initial };
  const addresses = new Map<string, string>();
  const addressOf = (taskId: string): string => {
    const known = addresses.get(taskId) ?? `172.20.0.${addresses.size + 10}`;
    addresses.set(taskId, known);
    return known;
  };
  const controlPlane = onReconcileLoop(
    {
      persisted: () => persisted,
      transact: async (change) => {
        const { state, result } = change(persisted, now());
        persisted = state;
        return result;
      },
    },
    { ...inMemoryMetrics(now), timeScale },
    databasesOn(inMemoryParts(() => persisted.released?.workload.databases ?? [], now)),
  );
  const factsNow = (effect: Effect) => factsOf(effect, persisted.cluster, addressOf);
  return {
    ...controlPlane,
    persisted: () => persisted,
    settle: () => {
      for (;;) {
        const { state, effects } = plan(persisted.cluster, now(), timeScale);
        persisted = { ...persisted, cluster: state };
        if (effects.length === 0) return;
        for (const fact of effects.flatMap(factsNow)) {
          persisted = { ...persisted, cluster: observe(persisted.cluster, fact, now()) };
        }
      }
    },
  };
}

function factsOf(
  effect: Effect,
  state: ClusterState,
  addressOf: (taskId: string) => string,
): readonly Fact[] {
  const { taskId } = effect;
  switch (effect.type) {
    case 'provisionTask': {
      const names = state.tasks[taskId]?.containers.map(({ name }) => name) ?? [];
      const containers = names.map((name) => [
        name,
        { runtimeId: `${taskId}-${name}`, imageDigest: 'sha256:0' },
      ]);
      const images = names.map((name) => [name, { id: 'sha256:0', digest: 'sha256:0' }]);
      return [
        {
          type: 'taskProvisioned',
          taskId,
          privateIp: addressOf(taskId),
          containers: Object.fromEntries(containers),
          images: Object.fromEntries(images),
        },
      ];
    }
    case 'startContainer': {
      const { container } = effect;
      return [
        { type: 'containerStarted', taskId, container },
        { type: 'containerHealth', taskId, container, health: 'HEALTHY' },
      ];
    }
    default:
      return confirmations(state, effect);
  }
}
