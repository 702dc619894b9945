import type { Invalidation } from '../../model/invalidation.ts';
import type { EdgeCache, Surroundings } from '../control-plane.ts';

/** Nothing runs beside the control plane. */
export function idleSurroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    template: async () => undefined,
    edge: rememberingEdge(),
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
