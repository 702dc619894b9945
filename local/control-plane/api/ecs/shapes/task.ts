import { arch } from 'node:process';
import { clusterArn, taskArn } from '../../../model/arns.ts';
import type { ClusterState, ServiceState, TaskOverrides, TaskState } from '../../../model/cluster-state.ts';
import { serviceGroup } from '../../../model/task-group.ts';
import { taskHealth } from '../../../scheduler/task/task-health.ts';
import { networkAttachment } from './attachment.ts';
import { containerShape } from './container.ts';
import { tagShapes } from './tags.ts';
import { seconds } from './time.ts';

/**
 * Left out, as they are unknown locally: the availability zone, the times of the image's pull, the version.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export function taskShape(task: TaskState, state: ClusterState, includeTags = false) {
  const definition = state.taskDefinitions[task.taskDefinition]?.content;
  const { overrides } = task;
  const service = serviceOf(task, state);
  return {
    attachments: [networkAttachment(task, service?.networkConfiguration.subnets[0])],
    attributes: [{ name: 'ecs.cpu-architecture', value: cpuArchitecture() }],
    clusterArn: clusterArn(state),
    connectivity: task.privateIp === undefined || task.lastStatus === 'STOPPED' ? undefined : 'CONNECTED',
    containers: task.containers.map((container) =>
      containerShape(
        container,
        definition?.containerDefinitions.find((found) => found.name === container.name),
        task,
        state,
      ),
    ),
    cpu: text(overrides.cpu ?? definition?.cpu),
    createdAt: seconds(task.createdAt),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    executionStoppedAt: seconds(task.executionStoppedAt),
    group: task.group,
    healthStatus: definition === undefined ? 'UNKNOWN' : taskHealth(task, { definition }),
    lastStatus: task.lastStatus,
    launchType: 'FARGATE',
    memory: text(overrides.memoryMiB ?? definition?.memoryMiB),
    overrides: overridesShape(task),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    startedAt: seconds(task.startedAt),
    startedBy: task.startedBy === '' ? undefined : task.startedBy,
    stopCode: task.stopCode,
    stoppedAt: seconds(task.stoppedAt),
    stoppedReason: task.stoppedReason,
    stoppingAt: seconds(task.stoppingAt),
    tags: includeTags ? tagShapes(task.tags) : [],
    taskArn: taskArn(state, task.id),
    taskDefinitionArn: task.taskDefinition,
  };
}

function serviceOf(task: TaskState, state: ClusterState): ServiceState | undefined {
  return Object.values(state.services).find((service) => task.group === serviceGroup(service.name));
}

/** Every container is listed, with nothing but its name where nothing of it is overridden. */
function overridesShape(task: TaskState) {
  const { overrides } = task;
  return {
    containerOverrides: task.containers.map(({ name }) => containerOverride(name, overrides)),
    cpu: text(overrides.cpu),
    memory: text(overrides.memoryMiB),
    inferenceAcceleratorOverrides: [],
  };
}

function containerOverride(name: string, overrides: TaskOverrides) {
  const override = overrides.containerOverrides.find((found) => found.name === name);
  return {
    name,
    command: override?.command,
    environment: override?.environment,
    cpu: override?.cpu,
    memory: override?.memoryMiB,
  };
}

const text = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const cpuArchitecture = (): string => (arch === 'arm64' ? 'arm64' : 'x86_64');
