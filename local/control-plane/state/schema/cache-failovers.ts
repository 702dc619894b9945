import { z } from 'zod';
import type { CacheFailover } from '../../model/cache-failover.ts';
import { objectOf } from './object-of.ts';

/** The failovers of caches, as they stand in the state. */
export const cacheFailoversSchema = z.array(
  objectOf<CacheFailover>()({
    replicationGroupId: z.string(),
    nodeGroupId: z.string(),
    from: z.string(),
    to: z.string(),
    startedAt: z.number(),
    endedAt: z.number().exactOptional(),
  }),
);
