import type { ContainerDefinition } from '../../../../../definition/model/ecs.ts';
import { taskArn } from '../../../model/arns.ts';
import type { ClusterState, ContainerState, TaskState } from '../../../model/cluster-state.ts';
import { networkInterfaceId } from './attachment.ts';
import { derivedId } from './derived-id.ts';
import { execAgent } from './exec-agent.ts';

/**
 * `definition` is the container's in the revision that the task runs.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html
 */
export function containerShape(
  container: ContainerState,
  definition: ContainerDefinition | undefined,
  task: TaskState,
  state: ClusterState,
) {
  const override = task.overrides.containerOverrides.find((found) => found.name === container.name);
  const memory = override?.memoryMiB ?? definition?.memoryMiB;
  const reservation = definition?.memoryReservationMiB;
  return {
    containerArn: containerArn(container, task, state),
    taskArn: taskArn(state, task.id),
    name: container.name,
    image: definition?.image,
    imageDigest: container.imageDigest,
    runtimeId: container.runtimeId,
    lastStatus: container.lastStatus,
    managedAgents: execAgent(task, container, definition),
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: [],
    networkInterfaces: networkInterfaces(task),
    healthStatus: container.healthStatus,
    cpu: String(override?.cpu ?? definition?.cpu ?? 0),
    memory: memory === undefined ? undefined : String(memory),
    memoryReservation: reservation === undefined ? undefined : String(reservation),
  };
}

export function containerArn({ name }: ContainerState, { id }: TaskState, state: ClusterState): string {
  return `${taskArn(state, id).replace(':task/', ':container/')}/${derivedId(id, name)}`;
}

function networkInterfaces(task: TaskState) {
  if (task.privateIp === undefined) return [];
  return [{ attachmentId: networkInterfaceId(task), privateIpv4Address: task.privateIp }];
}
