import type { ContainerDefinition } from '../../../../../definition/model/ecs.ts';
import { present } from '../../../../../definition/properties/present.ts';
import type { RegisteredTaskDefinition } from '../../../model/cluster-state.ts';
import { seconds } from './time.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html */
export function taskDefinitionShape(registered: RegisteredTaskDefinition) {
  const { content } = registered;
  return {
    taskDefinitionArn: registered.arn,
    containerDefinitions: content.containerDefinitions.map(containerDefinitionShape),
    family: registered.family,
    taskRoleArn: content.taskRoleArn,
    executionRoleArn: content.executionRoleArn,
    networkMode: content.networkMode,
    revision: registered.revision,
    volumes: content.volumes.map(({ name, hostPath }) => ({
      name,
      host: hostPath === undefined ? {} : { sourcePath: hostPath },
    })),
    status: registered.status,
    placementConstraints: [],
    compatibilities: content.networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EC2'],
    requiresCompatibilities: content.requiresCompatibilities,
    cpu: String(content.cpu),
    memory: String(content.memoryMiB),
    registeredAt: seconds(registered.registeredAt),
    deregisteredAt: seconds(registered.deregisteredAt),
  };
}

/**
 * Members with the same name in the model and in the API are returned as they are; the others are converted
 * here.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
function containerDefinitionShape(container: ContainerDefinition) {
  const {
    memoryMiB,
    memoryReservationMiB,
    startTimeoutSeconds,
    stopTimeoutSeconds,
    environmentFiles = [],
    initProcessEnabled,
    addedCapabilities,
    droppedCapabilities,
    tmpfs,
    ...same
  } = container;
  return {
    ...same,
    cpu: container.cpu ?? 0,
    memory: memoryMiB,
    memoryReservation: memoryReservationMiB,
    portMappings: container.portMappings.map((mapping) => ({ ...mapping, hostPort: mapping.containerPort })),
    environmentFiles: presentList(environmentFiles.map((value) => ({ value, type: 's3' }))),
    volumesFrom: [],
    linuxParameters: linuxParametersShape(container),
    secrets: presentList(container.secrets),
    dependsOn: presentList(container.dependsOn),
    startTimeout: startTimeoutSeconds,
    stopTimeout: stopTimeoutSeconds,
    dockerLabels: Object.keys(container.dockerLabels).length === 0 ? undefined : container.dockerLabels,
    ulimits: presentList(container.ulimits),
    healthCheck: healthCheckShape(container.healthCheck),
    systemControls: container.systemControls ?? [],
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html */
function linuxParametersShape({
  initProcessEnabled,
  addedCapabilities: add,
  droppedCapabilities: drop,
  tmpfs,
}: ContainerDefinition) {
  const shape = present({
    initProcessEnabled: initProcessEnabled ? true : undefined,
    capabilities: add === undefined && drop === undefined ? undefined : present({ add, drop }),
    tmpfs: tmpfs?.map(({ containerPath, sizeMiB, mountOptions }) => ({
      containerPath,
      size: sizeMiB,
      mountOptions,
    })),
  });
  return Object.keys(shape).length === 0 ? undefined : shape;
}

function healthCheckShape(check: ContainerDefinition['healthCheck']) {
  if (check === undefined) return undefined;
  return {
    command: check.command,
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds,
    retries: check.retries,
    startPeriod: check.startPeriodSeconds === 0 ? undefined : check.startPeriodSeconds,
  };
}

function presentList<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
