import { databasesOn } from '../../databases/databases.ts';
import { inMemoryParts } from '../../databases/testing/in-memory-databases.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import type { Fact } from '../../model/fact.ts';
import { observe } from '../../scheduler/observe/observe.ts';
import { plan } from '../../scheduler/plan.ts';
import { confirmations } from '../../scheduler/testing/cluster-fixtures.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import type { ControlPlane, Surroundings } from '../control-plane.ts';
import { onReconcileLoop } from '../on-reconcile-loop.ts';
import { idleSurroundings } from './idle-surroundings.ts';
import { inMemoryImages } from './in-memory-images.ts';
import { inMemoryMetrics } from './in-memory-metrics.ts';

/** A container that starts in the simulated world. */
export interface StartedContainer {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
}

/** The exit code of a container that ends at once; undefined for one that stays. */
export type Ends = (container: StartedContainer) => number | undefined;

/**
 * A control plane with the real scheduler on a world in which everything succeeds at once, but for what `ends`. `settle` takes it as
 * far as it goes; `transact` alone does not, so that a client sees what is under way.
 */
export interface SimulatedControlPlane extends ControlPlane {
  persisted(): PersistedState;
  settle(): void;
  /** What happens in the world besides. */
  observe(fact: Fact): void;
}

export function simulatedControlPlane(
  initial: ClusterState,
  now: () => number,
  timeScale = 1,
  surroundings: Partial<Surroundings> = {},
  ends: Ends = () => undefined,
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
    idleSurroundings({
      databases: databasesOn(inMemoryParts(() => persisted.released?.workload.databases ?? [], now)),
      images: inMemoryImages(now, () => persisted.released?.workload.repositories ?? []),
      ...surroundings,
    }),
  );
  const factsNow = (effect: Effect) => factsOf(effect, persisted.cluster, { addressOf, ends });
  return {
    ...controlPlane,
    persisted: () => persisted,
    observe: (fact) => {
      persisted = { ...persisted, cluster: observe(persisted.cluster, fact, now()) };
    },
    settle: () => {
      for (;;) {
        const { state, effects } = plan(persisted.cluster, now(), { timeScale });
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
  { addressOf, ends }: { readonly addressOf: (taskId: string) => string; readonly ends: Ends },
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
      const exitCode = ends(startedContainer(state, taskId, container));
      if (exitCode !== undefined) {
        return [
          { type: 'containerStarted', taskId, container },
          { type: 'containerExited', taskId, container, exitCode, outOfMemory: false },
        ];
      }
      return [
        { type: 'containerStarted', taskId, container },
        { type: 'containerHealth', taskId, container, health: 'HEALTHY' },
      ];
    }
    default:
      return confirmations(state, effect);
  }
}

function startedContainer(state: ClusterState, taskId: string, name: string): StartedContainer {
  const task = state.tasks[taskId];
  const definition = state.taskDefinitions[task?.taskDefinition ?? '']?.content;
  const defined = definition?.containerDefinitions.find((each) => each.name === name);
  const override = task?.overrides.containerOverrides.find((each) => each.name === name);
  return { name, image: defined?.image ?? '', command: override?.command ?? defined?.command ?? [] };
}
