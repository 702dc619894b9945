import type { ContainerDefinition, TaskDefinition } from '../../../../definition/model/ecs.ts';
import { exampleContainer, exampleTaskDefinition } from '../../../../definition/testing/examples.ts';
import type { ContainerState, RegisteredTaskDefinition, TaskState } from '../../model/cluster-state.ts';
import type { TaskSettings } from '../task-settings.ts';

/** Values that the tests of this folder begin with. */
export const settings: TaskSettings = {
  environmentName: 'shop',
  network: 'shop_default',
  haproxyImage: 'haproxy:3.0',
  taskEndpoint: { host: 'control-plane', port: 8079 },
  aws: { port: 4566, host: 'control-plane', hostPort: 4566 },
  s3: { port: 4572, host: 'minio', hostPort: 9000 },
  storefrontUrl: 'https://localhost:8443',
  bucketNames: () => ['assets'],
  mostOpenFiles: 1_048_576,
};

export const container = exampleContainer;

export function definition(
  containers: readonly ContainerDefinition[],
  changes: Partial<TaskDefinition> = {},
): RegisteredTaskDefinition {
  return {
    arn: 'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:3',
    family: 'web',
    revision: 3,
    status: 'ACTIVE',
    registeredAt: 0,
    content: exampleTaskDefinition({ containerDefinitions: containers, ...changes }),
  };
}

export function containerState(changes: Partial<ContainerState> = {}): ContainerState {
  return {
    name: 'web',
    runtimeId: 'engine-id',
    lastStatus: 'RUNNING',
    startRequested: true,
    healthStatus: 'UNKNOWN',
    ...changes,
  };
}

export function task(changes: Partial<TaskState> = {}): TaskState {
  return {
    id: '0123456789abcdef0123456789abcdef',
    group: 'service:web',
    startedBy: 'ecs-svc/1',
    taskDefinition: 'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:3',
    desiredStatus: 'RUNNING',
    lastStatus: 'RUNNING',
    createdAt: 0,
    containers: [containerState()],
    targets: [],
    overrides: { containerOverrides: [] },
    interactive: false,
    enableExecuteCommand: false,
    tags: {},
    ...changes,
  };
}
