import type { StackContents, StackResource } from '../../../../definition/model/stack.ts';
import type { StackOperation } from '../../model/stack-operation.ts';
import type { ControlPlane } from '../control-plane.ts';
import { stackCreatedAt } from '../stack-times.ts';
import { stackStatusOf } from './shapes/stack-status.ts';

/** The environment's stack as it is now. */
export interface OwnStack extends StackContents {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: Date;
  /** Absent before the first update. */
  readonly updatedAt: Date | undefined;
  readonly operations: readonly StackOperation[];
}

/** Undefined until a definition was released, and where an earlier version released it. */
export function ownStack(controlPlane: ControlPlane): OwnStack | undefined {
  const workload = controlPlane.workload()?.workload;
  if (workload?.stack === undefined) return undefined;
  const { stackName, region, accountId } = workload;
  const operations = controlPlane.stackOperations();
  const updates = operations.filter(({ kind }) => kind === 'update');
  const updated = updates.at(-1)?.startedAt;
  return {
    ...workload.stack,
    resources: workload.stack.resources.map((resource) => asItIs(resource, controlPlane)),
    // As the pseudo parameter AWS::StackId has it.
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
    name: stackName,
    status: stackStatusOf(operations),
    createdAt: new Date(stackCreatedAt(controlPlane)),
    updatedAt: updated === undefined ? undefined : new Date(updated),
    operations,
  };
}

/** Whether a name or an ARN is that of the stack. */
export function isOwnStack({ id, name }: Pick<OwnStack, 'id' | 'name'>, given: string): boolean {
  return given === name || given === id;
}

/** A template knows no revision of its task definitions: CloudFormation tells of the one that it registered. */
function asItIs(resource: StackResource, controlPlane: ControlPlane): StackResource {
  if (resource.type !== 'AWS::ECS::TaskDefinition') return resource;
  const family = resource.physicalId.split('/').at(-1);
  const revisions = Object.values(controlPlane.state().taskDefinitions).filter(
    (definition) => definition.family === family && definition.status === 'ACTIVE',
  );
  const newest = revisions.toSorted((one, other) => other.revision - one.revision)[0];
  return newest === undefined ? resource : { ...resource, physicalId: newest.arn };
}
