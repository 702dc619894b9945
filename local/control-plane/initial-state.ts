import { join } from 'node:path';
import { retrying } from '../../time/retrying.ts';
import { localAccountId } from '../environment/local-account.ts';
import { adoptTasks, placeOf } from './adoption/adopt-tasks.ts';
import { adoptableTasks } from './adoption/adoptable-tasks.ts';
import { findTasks, type TaskSearch } from './adoption/find-tasks.ts';
import type { FoundTask } from './adoption/found-task.ts';
import { recordOfDefinition } from './adoption/record-of-definition.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { loadBalancerPaths } from './load-balancer/paths.ts';
import { readServed } from './load-balancer/runtime/haproxy.ts';
import { type Log, logRetries } from './logger.ts';
import type { ClusterState } from './model/cluster-state.ts';
import { type AssemblyDefinition, readReleasedDefinition } from './released-definition.ts';
import { applyDefinition } from './scaling/apply-definition.ts';
import { restorePolicyAlarms } from './scaling/restore-policy-alarms.ts';
import { restoreWorkload } from './scheduler/commands/restore-workload.ts';
import { emptyCluster } from './scheduler/initial-state.ts';
import { plan } from './scheduler/plan.ts';
import type { PersistedState } from './state/persisted-state.ts';
import { loadState } from './state/state-file.ts';

/** What of the control plane's circumstances its first state depends on. */
export type Beginning = Omit<ControlPlaneOptions, 'engine'> & Pick<TaskSearch, 'engine'>;

/**
 * The state to begin with: the one that the last process wrote, with the tasks that run and that it does not know. Where
 * it is lost the tasks tell what they are of, and the released definition tells the rest. Raises `STATE_NEWER`.
 */
export async function initialState(path: string, code: string, options: Beginning): Promise<PersistedState> {
  const { clock, log, settings } = options;
  // Whatever makes a plan fail would end this process again at each start.
  const tryOut = ({ cluster }: PersistedState) => plan(cluster, clock.now());
  const loaded = await loadState(path, code, clock.now(), tryOut);
  if (loaded.kind === 'lost') log.error('the state could not be read', { error: loaded.problem });
  const known = loaded.kind === 'read' ? loaded.state : undefined;
  const read =
    known?.released === undefined ? await readReleasedDefinition(settings.stateFolder, log) : undefined;
  const released = known?.released ?? read?.released;
  const found = await findStrangers(known?.cluster, released, options);
  const before = known?.cluster ?? emptyPlace(found, released, options);
  const adoptable = adoptableTasks(found, {
    tryOut: (tasks) => tryOut({ cluster: adoptTasks(before, tasks, clock.now()) }),
    onFault: (taskId, error) => logFault(log, taskId, error),
  });
  const adopted = adoptTasks(before, adoptable, clock.now());
  for (const { id } of adoptable) log.info('adopted a running task', { taskId: id });
  const cluster = known === undefined ? restored(adopted, read, options) : adopted;
  const state = { ...known, cluster, ...(released === undefined ? {} : { released }) };
  return withScaling(state, options);
}

/** Alarms and policies that no earlier process wrote down, as it did not know them, or its state is lost. */
function withScaling(state: PersistedState, { clock, log }: Beginning): PersistedState {
  const { released, alarms, scaling } = state;
  if (alarms !== undefined && scaling !== undefined) return state;
  const kept = restorePolicyAlarms(state, clock.now());
  if (released === undefined) return kept;
  try {
    return applyDefinition(kept, released.workload, clock.now());
  } catch (error) {
    log.warn('alarms and scaling policies could not be restored', { error });
    return kept;
  }
}

/** Once the engine answers. */
function findStrangers(
  cluster: ClusterState | undefined,
  released: PersistedState['released'],
  { settings, engine, clock, log, signal }: Beginning,
): Promise<readonly FoundTask[]> {
  const { environmentName, network, runtimeFolder } = settings;
  const search = {
    ...{ engine, environmentName, network },
    isKnown: (taskId: string) => cluster?.tasks[taskId] !== undefined,
    served: () => readServed(loadBalancerPaths(join(runtimeFolder, 'load-balancer'))),
    withoutRecord: (task: Parameters<typeof recordOfDefinition>[1]) =>
      released === undefined ? undefined : recordOfDefinition(released.workload, task),
    onFault: (taskId: string, error: unknown) => logFault(log, taskId, error),
  };
  return retrying(() => findTasks(search), { signal, clock, onRetry: logRetries(log) });
}

function logFault(log: Log, taskId: string, error: unknown): void {
  log.error('a running task could not be adopted', { taskId, error });
}

/** Its identifiers continue from the current time, so that none repeats that of a forgotten task or deployment. */
function emptyPlace(
  found: readonly FoundTask[],
  released: PersistedState['released'],
  { settings, clock }: Beginning,
): ClusterState {
  const workload = released?.workload;
  const defined = {
    clusterName: workload?.clusters[0]?.name ?? 'spree-local-cluster',
    region: workload?.region ?? settings.region,
    accountId: workload?.accountId ?? localAccountId,
  };
  return { ...emptyCluster(placeOf(found) ?? defined), sequence: clock.now() };
}

/** What no task recorded: revisions, target groups, and services of which no task runs. */
function restored(
  cluster: ClusterState,
  read: AssemblyDefinition | undefined,
  { clock, log }: Beginning,
): ClusterState {
  if (read?.isAsReleased !== true) return cluster;
  const outcome = restoreWorkload(cluster, read.released.workload, clock.now());
  if (outcome.ok) return outcome.state;
  log.warn('the released definition could not be restored', { error: outcome.error });
  return cluster;
}
