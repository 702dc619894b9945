import { stateFile } from '../environment/state-files.ts';
import type { Surroundings } from './api/control-plane.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';

/** What runs beside the control plane, in containers and files of its environment. */
export function openSurroundings(
  { settings, log }: ControlPlaneOptions,
  { persisted }: Pick<ReconcileLoop, 'persisted'>,
): Surroundings {
  return {
    template: async () => {
      const stackName = persisted().released?.workload.stackName;
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
  };
}
