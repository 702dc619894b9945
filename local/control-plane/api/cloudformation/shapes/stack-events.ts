import type { StackChange, StackOperation } from '../../../model/stack-operation.ts';
import { derivedId } from '../../ecs/shapes/derived-id.ts';
import type { OwnStack } from '../own-stack.ts';
import { statusAfter } from './stack-status.ts';

interface Happening {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly at: number;
  readonly reason?: string;
}

/**
 * The events of a stack, the newest first.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html
 */
export function stackEvents(stack: OwnStack) {
  return stack.operations
    .flatMap((operation) => happeningsOf(stack, operation))
    .map((happening) => eventShape(stack, happening))
    .toReversed();
}

function happeningsOf(stack: OwnStack, operation: StackOperation): readonly Happening[] {
  const { kind, startedAt, changes, ended } = operation;
  const begun = kind === 'create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  const ofStack = { logicalId: stack.name, type: 'AWS::CloudFormation::Stack', physicalId: stack.id };
  const beginning = [
    { ...ofStack, status: begun, at: startedAt, reason: 'User Initiated' },
    ...changes.map((change) => happening(change, 'IN_PROGRESS', startedAt)),
  ];
  if (ended === undefined) return beginning;
  const { at, outcome } = ended;
  return [
    ...beginning,
    ...(outcome === 'complete' ? changes.map((change) => happening(change, 'COMPLETE', at)) : []),
    ...(outcome === 'rolledBack' ? [{ ...ofStack, status: 'UPDATE_ROLLBACK_IN_PROGRESS', at }] : []),
    { ...ofStack, status: statusAfter(operation), at },
  ];
}

const verbs = { add: 'CREATE', modify: 'UPDATE', remove: 'DELETE' } as const;

function happening(
  { action, ...resource }: StackChange,
  state: 'IN_PROGRESS' | 'COMPLETE',
  at: number,
): Happening {
  return { ...resource, status: `${verbs[action]}_${state}`, at };
}

function eventShape(stack: OwnStack, { logicalId, type, physicalId, status, at, reason }: Happening) {
  const time = new Date(at).toISOString();
  return {
    StackId: stack.id,
    EventId: physicalId === stack.id ? derivedId(stack.id, status, time) : `${logicalId}-${status}-${time}`,
    StackName: stack.name,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Timestamp: new Date(at),
    ResourceStatus: status,
    ResourceStatusReason: reason,
  };
}
