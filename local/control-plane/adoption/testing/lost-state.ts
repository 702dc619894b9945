import type { ClusterState } from '../../model/cluster-state.ts';
import type { Fact } from '../../model/fact.ts';
import { emptyCluster } from '../../scheduler/initial-state.ts';
import { observe } from '../../scheduler/observe/observe.ts';
import {
  type Decision,
  type SimulatedWorld,
  simulatedWorld,
} from '../../scheduler/testing/simulation/simulated-world.ts';
import { readTaskRecord, taskRecord } from '../../state/task-record.ts';
import { adoptTasks } from '../adopt-tasks.ts';
import type { FoundContainer, FoundTask } from '../found-task.ts';

/** A simulated world that labels its tasks, and whose control plane may lose what it knows. */
export interface ForgetfulWorld extends SimulatedWorld {
  /** What a control plane that knows `known` adopts of the running tasks; it does not continue with it yet. */
  adopted(known?: ClusterState): ClusterState;
  /** The control plane continues with this state. */
  goOn(state: ClusterState): void;
}

export function forgetfulWorld(initial: ClusterState, seed: number): ForgetfulWorld {
  const labels = new Map<string, string>();
  const world = simulatedWorld(initial, seed, ({ plan: { state, effects } }: Decision) => {
    for (const { type, taskId } of effects) {
      const task = state.tasks[taskId];
      if (type === 'provisionTask' && task !== undefined) labels.set(taskId, taskRecord(state, task));
    }
  });
  return {
    ...world,
    adopted: (known) => {
      const { clusterName, region, accountId } = initial;
      const before = known ?? {
        ...emptyCluster({ clusterName, region, accountId }),
        sequence: world.now(),
      };
      const facts = world.engine.everything();
      const taken = adoptTasks(before, foundIn(facts, labels), world.now());
      return facts.reduce((state, fact) => observe(state, fact, world.now()), taken);
    },
    goOn: (state) => {
      world.change(() => state);
      world.crash();
    },
  };
}

function foundIn(facts: readonly Fact[], labels: ReadonlyMap<string, string>): readonly FoundTask[] {
  const ids = facts.flatMap((fact) => (fact.type === 'taskProvisioned' ? [fact.taskId] : []));
  return ids.flatMap((id): readonly FoundTask[] => {
    const record = readTaskRecord(labels.get(id));
    const own = facts.filter((fact) => fact.type !== 'alarms' && fact.taskId === id);
    if (record === undefined || !own.some(({ type }) => type === 'containerStarted')) return [];
    const containers = (record.tasks[id]?.containers ?? []).map(({ name }) => foundContainer(id, name, own));
    const servedIn = own.flatMap((fact) =>
      fact.type === 'targetHealth' && fact.state === 'healthy' ? [fact.targetGroup] : [],
    );
    return [{ id, record, privateIp: '10.0.0.1', containers, servedIn: new Set(servedIn) }];
  });
}

function foundContainer(id: string, name: string, facts: readonly Fact[]): FoundContainer {
  const own = facts.filter((fact) => 'container' in fact && fact.container === name);
  const health = own.find((fact) => fact.type === 'containerHealth');
  const isRunning = own.some(({ type }) => type === 'containerStarted');
  const hasEnded = own.some(({ type }) => type === 'containerExited');
  return {
    name,
    runtimeId: `${id}-${name}`,
    state: isRunning ? 'running' : hasEnded ? 'exited' : 'created',
    startedAt: isRunning || hasEnded ? 0 : undefined,
    health: health?.type === 'containerHealth' ? health.health : 'UNKNOWN',
    image: { id: 'sha256:1', digest: 'sha256:2' },
  };
}
