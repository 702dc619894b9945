import type { Workload } from '../../definition/workload.ts';
import { stateFile } from '../environment/state-files.ts';
import type { EdgeCache, Surroundings } from './api/control-plane.ts';
import { cacheServer } from './cache-server.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { clearCache } from './edge/cache/clear-cache.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import type { Invalidation } from './model/invalidation.ts';
import { type Invalidated, isInvalidated, parseInvalidationPath } from './model/invalidation-path.ts';
import { openDatabases } from './open-databases.ts';

/** What runs beside the control plane, in containers and files of its environment. */
export async function openSurroundings(
  options: ControlPlaneOptions,
  loop: Pick<ReconcileLoop, 'persisted' | 'transact'>,
  images: Surroundings['images'],
): Promise<Surroundings> {
  const { settings, log } = options;
  return {
    template: async () => {
      const stackName = loop.persisted().released?.workload.stackName;
      if (stackName === undefined) return undefined;
      try {
        // Few clients ask for it: its code is loaded only here.
        const { readTemplateText } = await import('../../definition/template/read-assembly.ts');
        return await readTemplateText(stateFile(settings, 'assembly'), stackName);
      } catch (error) {
        log.warn('the template of the stack could not be read', { error });
        return undefined;
      }
    },
    edge: edgeCache(loop, settings.edgeCacheFolder),
    images,
    cache: cacheServer(options, loop),
    databases: await openDatabases(options, loop),
  };
}

/** CloudFront keeps them for a month. */
const keptInvalidations = 100;

function edgeCache(loop: Pick<ReconcileLoop, 'persisted' | 'transact'>, folder: string): EdgeCache {
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
