import { z } from 'zod';
import { pageOf, stackOperation } from '../operation.ts';
import { stackEvents } from '../shapes/stack-events.ts';

const parameters = z.object({ NextToken: z.string().optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents = stackOperation(parameters, (request, stack) => {
  const { items, nextToken } = pageOf('events', stackEvents(stack), request.NextToken);
  return { StackEvents: items, NextToken: nextToken };
});
