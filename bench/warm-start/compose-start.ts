import { join } from 'node:path';
import { roleLabel } from '../../local/control-plane/tasks/task-names.ts';
import { compose } from '../../local/docker/compose.ts';
import { writePrivateFile } from '../../local/environment/state-file.ts';
import type { ComposeService } from '../../local/lifecycle/servers/start-servers.ts';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import { composeBaseline } from './compose-baseline.ts';
import { inspectContainers } from './inspected-container.ts';

/**
 * The servers of docker-compose.yml that a store needs. The control plane, its keeper and the tasks' pause containers
 * are left out: here compose itself does what they do. LocalStack starts but is not filled.
 */
const servers = [
  'postgres',
  'postgres-replica',
  'redis',
  'minio',
  'mail',
  'localstack',
  'load-balancer',
  'edge',
] as const satisfies readonly ComposeService[];

/** The same containers as the toolkit's, brought up by nothing but compose, on the same volumes. */
export interface ComposeStart {
  readonly up: () => Promise<void>;
  readonly down: () => Promise<void>;
}

/** Writes the compose file of the tasks that run now; they may be stopped afterwards. */
export async function composeStart(store: BenchEnvironment, signal: AbortSignal): Promise<ComposeStart> {
  const { engine, identity } = store;
  const labels = { ...identity.labels, [roleLabel]: 'container' };
  const tasks = (await engine.listContainers(labels)).filter(({ state }) => state === 'running');
  const baseline = composeBaseline(await inspectContainers(tasks.map(({ id }) => id)));
  const file = join(store.temporaryFolder, 'compose-baseline.json');
  // It has the store's secrets.
  await writePrivateFile(file, JSON.stringify(baseline));
  const both = async (...args: readonly string[]) => {
    await compose(identity, ['--file', file, ...args], { signal });
  };
  const names = [...servers, ...Object.keys(baseline.services)];
  return {
    up: () => both('up', '--detach', '--wait', ...names),
    down: () => both('down', '--timeout', '20'),
  };
}
