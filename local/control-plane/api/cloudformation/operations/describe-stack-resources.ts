import { z } from 'zod';
import { requireResource, stackOperation } from '../operation.ts';
import { resourceDetailShape, resourceShape } from '../shapes/stack-resource.ts';

/** CloudFormation gives no more than these, and says nothing of the others. */
const mostResources = 100;

const several = z.object({ LogicalResourceId: z.string().optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources = stackOperation(several, ({ LogicalResourceId }, stack) => {
  const found =
    LogicalResourceId === undefined
      ? stack.resources.slice(0, mostResources)
      : [requireResource(stack, LogicalResourceId)];
  return { StackResources: found.map((resource) => resourceShape(stack, resource)) };
});

const one = z.object({ LogicalResourceId: z.string() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource = stackOperation(one, ({ LogicalResourceId }, stack) => ({
  StackResourceDetail: resourceDetailShape(stack, requireResource(stack, LogicalResourceId)),
}));
