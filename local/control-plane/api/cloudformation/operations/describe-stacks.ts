import { z } from 'zod';
import { stackOperation } from '../operation.ts';
import { stackShape } from '../shapes/stack.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = stackOperation(z.object({}), (_, stack) => ({ Stacks: [stackShape(stack)] }));
