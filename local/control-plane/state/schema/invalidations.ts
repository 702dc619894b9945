import { z } from 'zod';
import type { Invalidation } from '../../model/invalidation.ts';
import { objectOf } from './object-of.ts';

/** The invalidations of the edge's cache, as they stand in the state. */
export const invalidationsSchema = z.array(
  objectOf<Invalidation>()({
    id: z.string(),
    distributionId: z.string(),
    callerReference: z.string(),
    paths: z.array(z.string()),
    createdAt: z.number(),
  }),
);
