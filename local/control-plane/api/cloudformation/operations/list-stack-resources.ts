import { z } from 'zod';
import { pageOf, stackOperation } from '../operation.ts';
import { resourceSummaryShape } from '../shapes/stack-resource.ts';

const parameters = z.object({ NextToken: z.string().optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = stackOperation(parameters, (request, stack) => {
  const { items, nextToken } = pageOf('resources', stack.resources, request.NextToken);
  return {
    StackResourceSummaries: items.map((resource) => resourceSummaryShape(stack, resource)),
    NextToken: nextToken,
  };
});
