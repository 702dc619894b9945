import { z } from 'zod';
import { stackOperation } from '../operation.ts';
import { stackSummaryShape } from '../shapes/stack.ts';

const parameters = z.object({ StackStatusFilter: z.array(z.string()).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks = stackOperation(parameters, ({ StackStatusFilter: wanted }, stack) => ({
  StackSummaries: wanted === undefined || wanted.includes(stack.status) ? [stackSummaryShape(stack)] : [],
}));
