import type { Workload } from '../../definition/workload.ts';
import type { EdgeCache } from './api/control-plane.ts';
import { clearCache } from './edge/cache/clear-cache.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { Invalidation } from './model/invalidation.ts';
import { type Invalidated, isInvalidated, parseInvalidationPath } from './model/invalidation-path.ts';

/** CloudFront keeps them for a month. */
const keptInvalidations = 100;

/** What nginx keeps for the edge, in its folder. */
export function edgeCache(loop: Pick<ReconcileLoop, 'persisted' | 'transact'>, folder: string): EdgeCache {
  return {
    invalidations: () => loop.persisted().invalidations ?? [],
    invalidate: async (invalidation) => {
      const named = namedBy(invalidation, loop.persisted().released?.workload);
      await clearCache(folder, (key) => isInvalidated(key, named));
      await loop.transact((state) => ({
        state: {
          ...state,
          invalidations: [...(state.invalidations ?? []), invalidation].slice(-keptInvalidations),
        },
        result: undefined,
      }));
    },
  };
}

function namedBy({ distributionId, paths }: Invalidation, workload: Workload | undefined): Invalidated {
  const all = workload?.distributions ?? [];
  const distribution = all.findIndex(({ id }) => id === distributionId);
  const { defaultRootObject } = all[distribution] ?? {};
  const parsed = paths.map(parseInvalidationPath).filter((path) => path !== undefined);
  return { distribution, paths: parsed, ...(defaultRootObject === undefined ? {} : { defaultRootObject }) };
}
