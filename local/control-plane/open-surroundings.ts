import { stateFile } from '../environment/state-files.ts';
import type { Surroundings } from './api/control-plane.ts';
import { cacheServer } from './cache-server.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { edgeCache } from './edge-cache.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import { openDatabases } from './open-databases.ts';
import { openRegistry } from './open-registry.ts';

/** What runs beside the control plane, in containers and files of its environment. */
export async function openSurroundings(
  options: ControlPlaneOptions,
  loop: Pick<ReconcileLoop, 'persisted' | 'transact'>,
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
    images: openRegistry(options, loop),
    cache: cacheServer(options, loop),
    databases: await openDatabases(options, loop),
  };
}
