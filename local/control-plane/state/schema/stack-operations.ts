import { z } from 'zod';
import type { StackChange, StackOperation } from '../../model/stack-operation.ts';
import { objectOf } from './object-of.ts';

const change = objectOf<StackChange>()({
  action: z.enum(['add', 'modify', 'remove']),
  logicalId: z.string(),
  type: z.string(),
  physicalId: z.string(),
});

/** What was done to the stack, as it stands in the state. */
export const stackOperationsSchema = z.array(
  objectOf<StackOperation>()({
    kind: z.enum(['create', 'update']),
    startedAt: z.number(),
    changes: z.array(change),
    ended: z
      .object({ at: z.number(), outcome: z.enum(['complete', 'failed', 'rolledBack']) })
      .exactOptional(),
  }),
);
