import type { TaskState } from '../../../model/cluster-state.ts';
import { derivedId } from './derived-id.ts';

/** The id of the attachment that is the task's network interface. */
export function networkInterfaceId(task: Pick<TaskState, 'id'>): string {
  return derivedId(task.id, 'eni');
}

/**
 * A task's elastic network interface; here it is its address in the compose network. What has no counterpart
 * (the interface's own id, its MAC address and DNS name) is left out. `subnet` is the one that was asked for.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html
 */
export function networkAttachment(task: TaskState, subnet: string | undefined) {
  const details = [
    { name: 'subnetId', value: subnet },
    { name: 'privateIPv4Address', value: task.privateIp },
  ];
  return {
    id: networkInterfaceId(task),
    type: 'ElasticNetworkInterface',
    status: attachmentStatus(task),
    details: details.filter((detail) => detail.value !== undefined),
  };
}

function attachmentStatus(task: TaskState): string {
  if (task.lastStatus === 'STOPPED') return 'DELETED';
  return task.privateIp === undefined ? 'PRECREATED' : 'ATTACHED';
}
