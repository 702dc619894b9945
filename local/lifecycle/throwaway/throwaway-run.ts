import { randomBytes } from 'node:crypto';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import type { ThrowawayRun } from './server-specs.ts';

/** Labels of all that a run starts: the environment and the process that it belongs to, and the run's own name. */
const environmentLabel = 'dev.spree-parity.throwaway';
const processLabel = 'dev.spree-parity.throwaway.process';
const runLabel = 'dev.spree-parity.throwaway.run';

type RemovalEngine = Pick<Engine, 'listContainers' | 'removeContainer' | 'removeNetwork'>;

/** A new run of this process. */
export function openRun(environment: LocalEnvironment, pid: number): ThrowawayRun {
  const name = `throwaway-${randomBytes(4).toString('hex')}`;
  return {
    name,
    labels: { [environmentLabel]: environment.name, [processLabel]: String(pid), [runLabel]: name },
  };
}

/** Removes the containers of a run with their data, and its network. */
export async function removeRun(engine: RemovalEngine, name: string): Promise<void> {
  const containers = await engine.listContainers({ [runLabel]: name });
  await Promise.all(containers.map(({ id }) => engine.removeContainer(id)));
  await engine.removeNetwork(name);
}

/** Removes the runs of this environment whose process was killed before it could. */
export async function removeLeftRuns(
  engine: RemovalEngine,
  environment: LocalEnvironment,
  isRunning: (pid: number) => boolean,
): Promise<void> {
  const containers = await engine.listContainers({ [environmentLabel]: environment.name });
  const left = containers.filter(({ labels }) => !isRunning(Number(labels[processLabel])));
  const names = new Set(left.map(({ labels }) => labels[runLabel] ?? ''));
  for (const name of names) await removeRun(engine, name);
}

/** Whether there is a process of this id, whoever it belongs to. */
export function isProcessRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
