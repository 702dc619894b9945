import type { StackResource } from '../../../../../definition/model/stack.ts';
import type { OwnStack } from '../own-stack.ts';

interface Status {
  readonly status: string;
  readonly at: Date;
}

/** What an operation that is under way does to a resource, or what the last one did that touched it. */
function statusOf({ operations, createdAt }: OwnStack, { logicalId }: StackResource): Status {
  const touching = operations.findLast(({ changes }) =>
    changes.some((change) => change.logicalId === logicalId && change.action !== 'remove'),
  );
  const change = touching?.changes.find((each) => each.logicalId === logicalId);
  if (touching === undefined || change === undefined) return { status: 'CREATE_COMPLETE', at: createdAt };
  const verb = change.action === 'add' ? 'CREATE' : 'UPDATE';
  const { ended, startedAt } = touching;
  return {
    status: ended === undefined ? `${verb}_IN_PROGRESS` : `${verb}_COMPLETE`,
    at: new Date(ended?.at ?? startedAt),
  };
}

const drift = { StackResourceDriftStatus: 'NOT_CHECKED' };

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceSummary.html */
export function resourceSummaryShape(stack: OwnStack, resource: StackResource) {
  const { status, at } = statusOf(stack, resource);
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: at,
    ResourceStatus: status,
    DriftInformation: drift,
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResource.html */
export function resourceShape(stack: OwnStack, resource: StackResource) {
  const { LastUpdatedTimestamp: Timestamp, ...summary } = resourceSummaryShape(stack, resource);
  return { StackName: stack.name, StackId: stack.id, ...summary, Timestamp };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceDetail.html */
export function resourceDetailShape(stack: OwnStack, resource: StackResource) {
  return { StackName: stack.name, StackId: stack.id, ...resourceSummaryShape(stack, resource) };
}
