import type { TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { ContainerState, TargetState, TaskState } from '../../model/cluster-state.ts';
import type { TaskContext } from '../task/task-step.ts';
import { targetGroup, taskDefinition } from './cluster-fixtures.ts';

/** Single tasks for tests. */
export function containerState(changes: Partial<ContainerState> = {}): ContainerState {
  return { name: 'web', lastStatus: 'PENDING', startRequested: false, healthStatus: 'UNKNOWN', ...changes };
}

export function runningContainer(changes: Partial<ContainerState> = {}): ContainerState {
  return containerState({ lastStatus: 'RUNNING', startRequested: true, startedAt: 0, ...changes });
}

export function targetState(changes: Partial<TargetState> = {}): TargetState {
  return { targetGroup: 'WebTargets', port: 3000, state: 'unregistered', ...changes };
}

export function taskState(changes: Partial<TaskState> = {}): TaskState {
  return {
    id: 't1',
    group: 'service:web',
    startedBy: 'ecs-svc/1',
    taskDefinition: 'web:1',
    deploymentId: 'ecs-svc/1',
    desiredStatus: 'RUNNING',
    lastStatus: 'PENDING',
    createdAt: 0,
    provisionRequested: true,
    privateIp: '10.0.0.1',
    containers: [containerState()],
    targets: [],
    overrides: { containerOverrides: [] },
    interactive: false,
    enableExecuteCommand: false,
    tags: {},
    ...changes,
  };
}

export function runningTask(changes: Partial<TaskState> = {}): TaskState {
  return taskState({ lastStatus: 'RUNNING', startedAt: 0, containers: [runningContainer()], ...changes });
}

export function taskContext(definition: Partial<TaskDefinition> = {}, now = 1000): TaskContext {
  return { definition: taskDefinition(definition), targetGroups: { WebTargets: targetGroup() }, now };
}
