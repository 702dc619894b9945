import { join } from 'node:path';
import { localAccountId } from '../environment/local-account.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { PersistedState } from './loop/persisted-state.ts';
import { createReconcileLoop, type ReconcileLoop } from './loop/reconcile-loop.ts';
import { loadState, saveState } from './loop/state-file.ts';
import { scheduler } from './planning.ts';
import { emptyCluster } from './scheduler/initial-state.ts';

/** The loop on the state that the last process wrote, or on an empty cluster. It does not turn yet. */
export async function openLoop(options: ControlPlaneOptions): Promise<ReconcileLoop> {
  const { settings, clock, log, signal } = options;
  const path = join(settings.dataFolder, 'state.json');
  return createReconcileLoop({
    initial: await initialState(path, options),
    scheduler,
    save: (state) => saveState(path, state),
    clock,
    log,
    signal,
  });
}

async function initialState(
  path: string,
  { settings, log, clock }: ControlPlaneOptions,
): Promise<PersistedState> {
  const { state, problem } = await loadState(path, clock.now());
  if (problem !== undefined) log.error('the state could not be read', { error: problem });
  if (state !== undefined) return state;
  const place = { clusterName: 'spree-local-cluster', region: settings.region, accountId: localAccountId };
  return { cluster: emptyCluster(place) };
}
