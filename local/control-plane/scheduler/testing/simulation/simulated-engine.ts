import type { ClusterState } from '../../../model/cluster-state.ts';
import type { Effect } from '../../../model/effect.ts';
import type { Fact } from '../../../model/fact.ts';

/** How the tasks of a revision fare: the `quality` tag of its task definition. */
export type Quality = 'good' | 'exits' | 'sick' | 'unpullable' | 'turns-bad';

/** Something that happens later in the simulated world, by itself or as the consequence of an effect. */
export interface Happening {
  readonly afterMs: number;
  /** True for the control plane's own work, which is lost when it is killed. */
  readonly isWork: boolean;
  /** What happens to the engine then; its facts are heard only by a control plane that is alive. */
  readonly happen: () => readonly Fact[];
}

interface SimulatedTask {
  readonly containers: Map<string, 'created' | 'running' | 'exited'>;
  readonly health: Map<string, 'HEALTHY' | 'UNHEALTHY'>;
  readonly targets: Map<string, 'initial' | 'healthy' | 'unhealthy'>;
}

/** An engine with a load balancer that keeps what the scheduler had done, across crashes of the control plane. */
export interface SimulatedEngine {
  carryOut(effect: Effect, state: ClusterState): readonly Happening[];
  kill(taskId: string, container: string, exitCode: number): readonly Fact[];
  setTarget(taskId: string, health: 'healthy' | 'unhealthy'): readonly Fact[];
  /** While it lasts no task can be provisioned. */
  setOutage(isOn: boolean): void;
  /** What a control plane that comes back sees. */
  everything(): readonly Fact[];
  taskIds(): readonly string[];
  running(taskId: string): readonly string[];
}

export function simulatedEngine(delay: (mostMs: number) => number): SimulatedEngine {
  const tasks = new Map<string, SimulatedTask>();
  let isOut = false;
  const after = (afterMs: number, happen: () => readonly Fact[]): Happening => ({
    afterMs,
    isWork: true,
    happen,
  });
  const byItself = (afterMs: number, happen: () => readonly Fact[]): Happening => ({
    afterMs,
    isWork: false,
    happen,
  });

  const exit = (taskId: string, container: string, exitCode: number): readonly Fact[] => {
    const task = tasks.get(taskId);
    if (task?.containers.get(container) !== 'running') return [];
    task.containers.set(container, 'exited');
    return [{ type: 'containerExited', taskId, container, exitCode, outOfMemory: exitCode === 137 }];
  };
  const health = (taskId: string, container: string, to: 'HEALTHY' | 'UNHEALTHY'): readonly Fact[] => {
    const task = tasks.get(taskId);
    if (task?.containers.get(container) !== 'running') return [];
    task.health.set(container, to);
    return [{ type: 'containerHealth', taskId, container, health: to }];
  };
  const target = (taskId: string, group: string, to: 'healthy' | 'unhealthy'): readonly Fact[] => {
    const task = tasks.get(taskId);
    if (task?.targets.has(group) !== true) return [];
    task.targets.set(group, to);
    return [{ type: 'targetHealth', taskId, targetGroup: group, state: to }];
  };

  const provision = (taskId: string, state: ClusterState, quality: Quality): readonly Fact[] => {
    const known = tasks.get(taskId);
    if (known === undefined && (isOut || quality === 'unpullable')) {
      return [{ type: 'taskFailedToStart', taskId, reason: 'CannotPullContainerError: not found' }];
    }
    if (known === undefined) {
      const names = state.tasks[taskId]?.containers.map((container) => container.name) ?? [];
      tasks.set(taskId, {
        containers: new Map(names.map((name) => [name, 'created'])),
        health: new Map(),
        targets: new Map(),
      });
    }
    return [{ type: 'taskProvisioned', taskId, privateIp: '10.0.0.1', containers: {} }];
  };

  const start = (taskId: string, container: string): readonly Fact[] => {
    const task = tasks.get(taskId);
    if (task === undefined) throw new Error(`${container} of ${taskId} was started without its network`);
    if (task.containers.get(container) === 'exited') {
      return [{ type: 'containerExited', taskId, container, exitCode: 0, outOfMemory: false }];
    }
    mustFollow(container, task, 'start');
    task.containers.set(container, 'running');
    return [{ type: 'containerStarted', taskId, container }];
  };

  const life = (taskId: string, container: string, quality: Quality): readonly Happening[] => {
    if (container === 'init') return [byItself(delay(2000), () => exit(taskId, container, 0))];
    if (container === 'oneoff') return [byItself(delay(9000), () => exit(taskId, container, 0))];
    if (container === 'sidecar') return [];
    if (quality === 'exits') return [byItself(delay(3000), () => exit(taskId, container, 1))];
    const first = quality === 'sick' ? 'UNHEALTHY' : 'HEALTHY';
    const checks = [byItself(delay(8000), () => health(taskId, container, first))];
    if (quality !== 'turns-bad') return checks;
    return [...checks, byItself(20_000 + delay(9000), () => health(taskId, container, 'UNHEALTHY'))];
  };

  const register = (taskId: string, group: string): readonly Fact[] => {
    const task = tasks.get(taskId);
    if (task === undefined) return [];
    if (!task.targets.has(group)) task.targets.set(group, 'initial');
    return [
      { type: 'targetHealth', taskId, targetGroup: group, state: task.targets.get(group) ?? 'initial' },
    ];
  };

  return {
    carryOut: (effect, state) => {
      const { taskId } = effect;
      const revision = state.taskDefinitions[state.tasks[taskId]?.taskDefinition ?? ''];
      const quality = asQuality(revision?.content.tags.quality);
      const isStubborn = revision?.content.tags.temper === 'stubborn';
      if (effect.type === 'signalContainer') mustFollow(effect.container, tasks.get(taskId), 'stop');
      switch (effect.type) {
        case 'provisionTask':
          return [after(delay(3000), () => provision(taskId, state, quality))];
        case 'startContainer': {
          const startAfter = delay(1000);
          const lives = life(taskId, effect.container, quality);
          return [
            after(startAfter, () => start(taskId, effect.container)),
            ...lives.map((one) => byItself(startAfter + one.afterMs, one.happen)),
          ];
        }
        case 'signalContainer':
          return isStubborn ? [] : [after(delay(4000), () => exit(taskId, effect.container, 143))];
        case 'killContainer':
          return [after(delay(500), () => exit(taskId, effect.container, 137))];
        case 'registerTarget': {
          const { targetGroup } = effect;
          const to = quality === 'sick' ? 'unhealthy' : 'healthy';
          return [
            after(delay(2000), () => register(taskId, targetGroup)),
            byItself(2000 + delay(9000), () => target(taskId, targetGroup, to)),
          ];
        }
        case 'deregisterTarget':
          return [
            after(delay(500), () => {
              tasks.get(taskId)?.targets.delete(effect.targetGroup);
              return [];
            }),
            after(500 + delay(40_000), () => [
              { type: 'targetDrained', taskId, targetGroup: effect.targetGroup },
            ]),
          ];
        case 'removeTask':
          return [
            after(delay(1000), () => {
              tasks.delete(taskId);
              return [{ type: 'taskRemoved', taskId }];
            }),
          ];
      }
    },
    kill: exit,
    setTarget: (taskId, to) =>
      [...(tasks.get(taskId)?.targets.keys() ?? [])].flatMap((group) => target(taskId, group, to)),
    setOutage: (isOn) => {
      isOut = isOn;
    },
    everything: () => [...tasks].flatMap(([taskId, task]) => factsOf(taskId, task)),
    taskIds: () => [...tasks.keys()],
    running: (taskId) =>
      [...(tasks.get(taskId)?.containers ?? [])].flatMap(([name, state]) =>
        state === 'running' ? [name] : [],
      ),
  };
}

/** The store starts after `init` has ended and before `sidecar`, which stops first. */
function mustFollow(container: string, task: SimulatedTask | undefined, what: 'start' | 'stop'): void {
  const is = (name: string, state: string): boolean => task?.containers.get(name) === state;
  const isWrong =
    what === 'start'
      ? (container === 'web' && (is('init', 'created') || is('init', 'running'))) ||
        (container === 'sidecar' && is('web', 'created'))
      : container === 'web' && is('sidecar', 'running');
  if (isWrong) throw new Error(`the ${what} of ${container} does not follow the order of its dependencies`);
}

function factsOf(taskId: string, task: SimulatedTask): readonly Fact[] {
  const facts: Fact[] = [{ type: 'taskProvisioned', taskId, privateIp: '10.0.0.1', containers: {} }];
  for (const [container, state] of task.containers) {
    if (state === 'running') facts.push({ type: 'containerStarted', taskId, container });
    if (state === 'exited') {
      facts.push({ type: 'containerExited', taskId, container, exitCode: 0, outOfMemory: false });
    }
  }
  for (const [container, health] of task.health) {
    facts.push({ type: 'containerHealth', taskId, container, health });
  }
  for (const [targetGroup, state] of task.targets) {
    facts.push({ type: 'targetHealth', taskId, targetGroup, state });
  }
  return facts;
}

function asQuality(tag: string | undefined): Quality {
  const qualities: readonly Quality[] = ['good', 'exits', 'sick', 'unpullable', 'turns-bad'];
  return qualities.find((quality) => quality === tag) ?? 'good';
}
