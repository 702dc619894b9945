import { join } from 'node:path';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { initialState } from './initial-state.ts';
import { createReconcileLoop, type ReconcileLoop } from './loop/reconcile-loop.ts';
import { modelDigest } from './model-digest.ts';
import { createScheduler } from './planning.ts';
import type { Pace } from './scheduler/service/service-world.ts';
import type { Settings } from './settings.ts';
import { saveState } from './state/state-file.ts';

/** The loop on the state that the last process left, in its file or in the tasks that run. It does not turn yet. */
export async function openLoop(options: ControlPlaneOptions): Promise<ReconcileLoop> {
  const { settings, clock, log, signal } = options;
  const path = join(settings.dataFolder, 'state.json');
  const code = await modelDigest();
  return createReconcileLoop({
    initial: await initialState(path, code, options),
    scheduler: createScheduler(paceOf(settings)),
    save: (state) => saveState(path, state, code),
    clock,
    log,
    signal,
  });
}

function paceOf({ timeScale, longestGraceSeconds }: Settings): Pace {
  return { timeScale, ...(longestGraceSeconds === undefined ? {} : { longestGraceSeconds }) };
}
