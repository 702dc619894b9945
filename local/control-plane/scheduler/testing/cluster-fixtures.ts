import type { ContainerDefinition, TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';
import { plainSettings } from '../../../../definition/resources/ecs/plain-settings.ts';
import {
  exampleContainer,
  exampleDeploymentConfiguration,
  exampleTargetGroup,
  exampleTaskDefinition,
} from '../../../../definition/testing/examples.ts';
import type { ClusterState, ServiceState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import type { Fact } from '../../model/fact.ts';
import type { Outcome } from '../commands/outcome.ts';
import { type CreateServiceInput, createService } from '../commands/services.ts';
import { registerTaskDefinition } from '../commands/task-definitions.ts';
import { emptyCluster } from '../initial-state.ts';
import { observe } from '../observe/observe.ts';
import { recover } from '../observe/recover.ts';
import { plan } from '../plan.ts';

/** Values that tests and measurements of the scheduler begin with; a container of another name maps no port. */
export function container(changes: Partial<ContainerDefinition> = {}): ContainerDefinition {
  const isFirst = changes.name === undefined;
  const portMappings = isFirst ? [{ containerPort: 3000, protocol: 'tcp' as const }] : [];
  return exampleContainer({ portMappings, ...changes });
}

export const healthCheck = {
  command: ['CMD-SHELL', 'curl -fsS http://localhost:3000/up || exit 1'],
  intervalSeconds: 30,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 0,
};

export function taskDefinition(changes: Partial<TaskDefinition> = {}): TaskDefinition {
  return exampleTaskDefinition({ containerDefinitions: [container()], ...changes });
}

export function targetGroup(changes: Partial<TargetGroup> = {}): TargetGroup {
  return exampleTargetGroup({ logicalId: 'WebTargets', port: 80, ...changes });
}

export const deploymentConfiguration = exampleDeploymentConfiguration;

export const balanced = { targetGroup: 'WebTargets', containerName: 'web', containerPort: 3000 };

export function serviceInput(changes: Partial<CreateServiceInput> = {}): CreateServiceInput {
  return {
    name: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    deploymentConfiguration: deploymentConfiguration(),
    ...plainSettings({}),
    loadBalancers: [balanced],
    networkConfiguration: { subnets: [], securityGroups: [], assignPublicIp: 'DISABLED' },
    tags: {},
    ...changes,
  };
}

export function emptyTestCluster(): ClusterState {
  const place = { clusterName: 'store', region: 'ap-southeast-1', accountId: '000000000000' };
  return { ...emptyCluster(place), targetGroups: { WebTargets: targetGroup() } };
}

/** The state of a command that must not fail. */
export function accepted<T>(outcome: Outcome<T>): ClusterState {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.state;
}

/** A cluster with one service whose first deployment was asked for and nothing done yet. */
export function clusterWith(
  input: Partial<CreateServiceInput> = {},
  definition: Partial<TaskDefinition> = {},
): ClusterState {
  const registered = accepted(registerTaskDefinition(emptyTestCluster(), taskDefinition(definition), 0));
  return accepted(createService(registered, serviceInput(input), 0));
}

/** A cluster whose service has reached its steady state at this time. */
export function steadyCluster(
  input: Partial<CreateServiceInput> = {},
  definition: Partial<TaskDefinition> = {},
  now = 0,
): ClusterState {
  const running = oblige(clusterWith(input, definition), now);
  return oblige(running, now + 40_000);
}

/** Carries out and confirms at once all that is and was planned, as a world in which everything works. */
export function oblige(state: ClusterState, now: number): ClusterState {
  return answer(state, now, confirmations);
}

/** As `oblige`, with a world that answers in its own way. */
export function answer(state: ClusterState, now: number, world: typeof confirmations): ClusterState {
  let current = plan(state, now).state;
  for (let rounds = 0; recover(current).length > 0; rounds += 1) {
    if (rounds > 50) throw new Error('the cluster does not come to rest');
    const facts = recover(current).flatMap((effect) => world(current, effect));
    const seen = facts.reduce((before, fact) => observe(before, fact, now), current);
    current = plan(seen, now).state;
  }
  return current;
}

/** What a world in which everything works says after an effect. */
export function confirmations(state: ClusterState, effect: Effect): readonly Fact[] {
  const { taskId } = effect;
  switch (effect.type) {
    case 'provisionTask':
      return [{ type: 'taskProvisioned', taskId, privateIp: '10.0.0.1', containers: {} }];
    case 'startContainer':
      return started(state, taskId, effect.container);
    case 'signalContainer':
    case 'killContainer':
      return [
        { type: 'containerExited', taskId, container: effect.container, exitCode: 143, outOfMemory: false },
      ];
    case 'registerTarget':
      return [{ type: 'targetHealth', taskId, targetGroup: effect.targetGroup, state: 'healthy' }];
    case 'deregisterTarget':
      return [{ type: 'targetDrained', taskId, targetGroup: effect.targetGroup }];
    case 'removeTask':
      return [{ type: 'taskRemoved', taskId }];
  }
}

function started(state: ClusterState, taskId: string, name: string): readonly Fact[] {
  const arn = state.tasks[taskId]?.taskDefinition ?? '';
  const definition = state.taskDefinitions[arn]?.content.containerDefinitions.find(
    (found) => found.name === name,
  );
  const facts: Fact[] = [{ type: 'containerStarted', taskId, container: name }];
  if (definition?.healthCheck === undefined) return facts;
  return [...facts, { type: 'containerHealth', taskId, container: name, health: 'HEALTHY' }];
}

/** The service of this name. */
export function serviceNamed(state: ClusterState, name = 'web'): ServiceState {
  const service = state.services[name];
  if (service === undefined) throw new Error(`there is no service ${name}`);
  return service;
}

/** The tasks that are meant to run, in the order of their creation. */
export function liveTasks(state: ClusterState): readonly TaskState[] {
  return Object.values(state.tasks).filter((task) => task.desiredStatus === 'RUNNING');
}

/** Messages of a service's events, the oldest first, with ids replaced by their order of appearance. */
export function messages(state: ClusterState, name = 'web'): readonly string[] {
  const names = new Map<string, string>();
  const short = (id: string, kind: string): string => {
    const known =
      names.get(id) ?? `${kind}${[...names.values()].filter((one) => one.startsWith(kind)).length + 1}`;
    names.set(id, known);
    return known;
  };
  return [...serviceNamed(state, name).events].reverse().map(({ message }) =>
    message
      .replace(/\(task ([0-9a-f]{32})\)/g, (_, id: string) => `(task ${short(id, 'T')})`)
      .replace(/ecs-svc\/\d+/g, (id) => short(id, 'D'))
      .replace(`(service ${name}) `, ''),
  );
}

/** A cluster of this many services in their steady state, each with this many tasks. */
export function busyCluster(services: number, tasks: number): ClusterState {
  let state = accepted(registerTaskDefinition(emptyTestCluster(), taskDefinition(), 0));
  const all: { services: Record<string, ServiceState>; tasks: Record<string, TaskState> } = {
    services: {},
    tasks: {},
  };
  for (let index = 0; index < services; index += 1) {
    const input = serviceInput({ name: `web-${index}`, desiredCount: tasks });
    state = oblige(accepted(createService({ ...state, services: {}, tasks: {} }, input, 0)), 0);
    Object.assign(all.services, state.services);
    Object.assign(all.tasks, state.tasks);
  }
  return { ...state, ...all };
}
