import { rm } from 'node:fs/promises';
import { roleLabel, taskLabel } from '../../control-plane/tasks/task-names.ts';
import { compose } from '../../docker/compose.ts';
import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { filesOfData, stateFile } from '../../environment/state-files.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { serverContainers } from '../servers/start-servers.ts';

/** Stops everything of an environment; with `volumes` its data goes as well. It may run twice. */
export async function down(
  context: Pick<LifecycleContext, 'environment' | 'engine' | 'progress' | 'signal'>,
  options: { readonly volumes: boolean },
): Promise<void> {
  const { environment, engine, progress, signal } = context;
  // The control plane goes first: it would replace the tasks.
  await progress.step('Control plane', () => stopControlPlane(engine, environment));
  await progress.step('Tasks', async (step) => {
    const stopped = await removeTasks(engine, environment);
    step.result(`${stopped} containers`);
  });
  await progress.step('Servers', async (step) => {
    if ((await readText(stateFile(environment, 'composeVariables'))) === undefined) {
      return step.skip('never started');
    }
    const flags = options.volumes ? ['--volumes'] : [];
    await compose(environment, ['down', '--remove-orphans', '--timeout', '20', ...flags], {
      signal,
      onLine: (line) => step.note(line.trim()),
    });
  });
  if (options.volumes) await progress.step('Data', () => forgetData(engine, environment));
}

async function stopControlPlane(engine: Engine, environment: LocalEnvironment): Promise<void> {
  const servers = await serverContainers(engine, environment);
  for (const service of ['keeper', 'control-plane'] as const) {
    const container = servers.get(service);
    if (container?.state === 'running') await engine.stopContainer(container.id, 5);
  }
}

const graceSeconds = 15;

/** App containers get their time to end; the pause containers hold their network until then. */
async function removeTasks(engine: Engine, environment: LocalEnvironment): Promise<number> {
  const all = await engine.listContainers(environment.labels);
  const tasks = all.filter(({ labels }) => labels[taskLabel] !== undefined);
  const isPause = (container: ContainerSummary) => container.labels[roleLabel] === 'pause';
  for (const group of [tasks.filter((each) => !isPause(each)), tasks.filter(isPause)]) {
    await Promise.all(
      group.map(async ({ id, state }) => {
        if (state === 'running') await engine.stopContainer(id, graceSeconds);
        await engine.removeContainer(id);
      }),
    );
  }
  return tasks.length;
}

/** What compose could not know of, and the state that spoke of the data; certificates and ports stay. */
async function forgetData(engine: Engine, environment: LocalEnvironment): Promise<void> {
  for (const volume of await engine.listVolumes(environment.labels)) await engine.removeVolume(volume);
  for (const path of filesOfData(environment)) await rm(path, { recursive: true, force: true });
}
