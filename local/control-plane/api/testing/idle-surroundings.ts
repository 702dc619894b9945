import { databasesOn } from '../../databases/databases.ts';
import { inMemoryParts } from '../../databases/testing/in-memory-databases.ts';
import type { CacheFailover } from '../../model/cache-failover.ts';
import type { Invalidation } from '../../model/invalidation.ts';
import type { CacheServer, EdgeCache, Surroundings } from '../control-plane.ts';
import { inMemoryImages } from './in-memory-images.ts';

/** Nothing runs beside the control plane. */
export function idleSurroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    template: async () => undefined,
    edge: rememberingEdge(),
    images: inMemoryImages(
      () => 0,
      () => [],
    ),
    cache: rememberingCache(),
    databases: databasesOn(
      inMemoryParts(
        () => [],
        () => 0,
      ),
    ),
    ...changes,
  };
}

/** An edge without a cache, which remembers what it was told. */
export function rememberingEdge(): EdgeCache {
  const invalidations: Invalidation[] = [];
  return {
    invalidations: () => invalidations,
    invalidate: async (invalidation) => {
      invalidations.push(invalidation);
    },
  };
}

/** A cache whose failovers last until `end` is called. */
export function rememberingCache(): CacheServer & { end(at: number): void } {
  const failovers: CacheFailover[] = [];
  return {
    isRunning: async () => true,
    failovers: () => failovers,
    isFailingOver: () => failovers.some(({ endedAt }) => endedAt === undefined),
    failOver: async (failover) => {
      failovers.push(failover);
    },
    end: (endedAt) => {
      const last = failovers.pop();
      if (last !== undefined) failovers.push({ ...last, endedAt });
    },
  };
}
