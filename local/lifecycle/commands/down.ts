import { rm } from 'node:fs/promises';
import type { Step } from '../../../progress/progress.ts';
import { roleLabel, taskLabel } from '../../control-plane/tasks/task-names.ts';
import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import { composeNetwork } from '../../environment/compose-labels.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { filesOfData } from '../../environment/state-files.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { type ImageEngine, removeSecondNames, removeStaleImages } from '../removal/remove-stale-images.ts';
import { serverContainers } from '../servers/start-servers.ts';

/** What taking an environment down needs of the engine. */
export type DownEngine = ImageEngine &
  Pick<Engine, 'stopContainer' | 'removeContainer' | 'removeNetwork' | 'listVolumes' | 'removeVolume'>;

interface DownContext extends Pick<LifecycleContext, 'environment' | 'progress' | 'signal'> {
  readonly engine: DownEngine;
}

/**
 * Stops everything of an environment; with `volumes`, also deletes its data. Everything is found by its
 * label: neither the compose file nor what it reads has to be there, so that this may run any number of
 * times, in any state.
 */
export async function down(context: DownContext, options: { readonly volumes: boolean }): Promise<void> {
  const { environment, engine, progress, signal } = context;
  // The control plane goes first: it would replace the tasks.
  await progress.step('Control plane', () => stopControlPlane(engine, environment));
  signal.throwIfAborted();
  await progress.step('Tasks', async (step) => {
    const tasks = (await engine.listContainers(environment.labels)).filter(isOfTask);
    // The pause containers hold the network until the others have had their time to end.
    await removeContainers(
      engine,
      tasks.filter((task) => !isPause(task)),
    );
    await removeContainers(engine, tasks.filter(isPause));
    sayHowMany(step, tasks);
  });
  signal.throwIfAborted();
  await progress.step('Servers', async (step) => {
    const servers = await engine.listContainers(environment.labels);
    await removeContainers(engine, servers);
    await engine.removeNetwork(composeNetwork(environment));
    sayHowMany(step, servers);
  });
  if (!options.volumes) return;
  await progress.step('Data', () => forgetData(engine, environment));
  await removeStaleImages(engine, environment, progress);
  await removeSecondNames(engine, environment, progress);
}

function sayHowMany(step: Step, { length }: readonly ContainerSummary[]): void {
  if (length === 0) step.skip('none');
  else step.result(`${length} containers`);
}

async function stopControlPlane(engine: DownEngine, environment: LocalEnvironment): Promise<void> {
  const servers = await serverContainers(engine, environment);
  for (const service of ['keeper', 'control-plane'] as const) {
    const container = servers.get(service);
    if (container?.state === 'running') await engine.stopContainer(container.id, 5);
  }
}

const graceSeconds = 20;

async function removeContainers(engine: DownEngine, containers: readonly ContainerSummary[]): Promise<void> {
  await Promise.all(
    containers.map(async ({ id, state }) => {
      if (state === 'running') await engine.stopContainer(id, graceSeconds);
      await engine.removeContainer(id);
    }),
  );
}

function isOfTask({ labels }: ContainerSummary): boolean {
  return labels[taskLabel] !== undefined;
}

function isPause({ labels }: ContainerSummary): boolean {
  return labels[roleLabel] === 'pause';
}

/** The volumes, and the state that spoke of the data; certificates and ports stay. */
async function forgetData(engine: DownEngine, environment: LocalEnvironment): Promise<void> {
  for (const volume of await engine.listVolumes(environment.labels)) await engine.removeVolume(volume);
  for (const path of filesOfData(environment)) await rm(path, { recursive: true, force: true });
}
