import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Step } from '../../../progress/progress.ts';
import { compose } from '../../docker/compose.ts';
import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import { composeServiceLabel } from '../../environment/compose-labels.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import { filesOfServers, stateFile } from '../../environment/state-files.ts';
import { composeEnvironmentText } from './compose-variables.ts';
import { isHalfReplaced, removeHalfReplaced } from './half-replaced.ts';
import type { LeftOutServices } from './left-out-services.ts';

/** The services of docker-compose.yml. */
export const composeServices = [
  'postgres',
  'postgres-replica',
  'redis',
  'minio',
  'mail',
  'localstack',
  'control-plane',
  'keeper',
  'load-balancer',
  'edge',
] as const;

export type ComposeService = (typeof composeServices)[number];

/** The services that have a container, in the order of the file. */
export function startedServices(leftOut: LeftOutServices): readonly ComposeService[] {
  const absent: ReadonlySet<ComposeService> = leftOut;
  return composeServices.filter((service) => !absent.has(service));
}

/** The containers of an environment's compose services, by service; a missing one is absent. */
export async function serverContainers(
  engine: Pick<Engine, 'listContainers'>,
  environment: LocalEnvironment,
): Promise<ReadonlyMap<ComposeService, ContainerSummary>> {
  const found = new Map<ComposeService, ContainerSummary>();
  for (const container of await engine.listContainers(environment.labels)) {
    const service = composeServices.find((name) => name === container.labels[composeServiceLabel]);
    if (service !== undefined && !isHalfReplaced(container)) found.set(service, container);
  }
  return found;
}

/** The variables of docker-compose.yml, and which services these leave out. */
export interface ServersToStart {
  readonly variables: Readonly<Record<string, string>>;
  readonly leftOut: LeftOutServices;
}

/**
 * Brings the compose services up with these variables. Nothing is asked of compose when all of them run and
 * neither the file nor a variable nor a server's own file has changed. Gives whether it was asked.
 */
export async function startServers(
  engine: Engine,
  environment: LocalEnvironment,
  { variables, leftOut }: ServersToStart,
  step: Step,
  signal?: AbortSignal,
): Promise<boolean> {
  const text = composeEnvironmentText(variables);
  const digest = await digestOfServers(environment, text);
  const stamp = stateFile(environment, 'serversDigest');
  if ((await readText(stamp)) === digest && (await allRun(engine, environment, leftOut))) {
    step.skip('running');
    return false;
  }
  await writePrivateFile(stateFile(environment, 'composeVariables'), text);
  await stopKeeper(engine, environment);
  await removeHalfReplaced(engine, environment);
  await compose(environment, ['up', '--detach', '--remove-orphans', '--quiet-pull'], {
    onLine: (line) => step.note(line.trim()),
    ...(signal === undefined ? {} : { signal }),
  });
  await writePrivateFile(stamp, digest);
  return true;
}

/** It would start the control plane again while compose replaces its container. */
async function stopKeeper(engine: Engine, environment: LocalEnvironment): Promise<void> {
  const keeper = (await serverContainers(engine, environment)).get('keeper');
  if (keeper?.state === 'running') await engine.stopContainer(keeper.id, 1);
}

async function allRun(
  engine: Engine,
  environment: LocalEnvironment,
  leftOut: LeftOutServices,
): Promise<boolean> {
  const containers = await serverContainers(engine, environment);
  return startedServices(leftOut).every((service) => containers.get(service)?.state === 'running');
}

async function digestOfServers(environment: LocalEnvironment, variables: string): Promise<string> {
  const hash = createHash('sha256').update(variables);
  const files = [join(environment.checkout, 'docker-compose.yml'), ...filesOfServers(environment)];
  for (const file of files) hash.update((await readText(file)) ?? '');
  return hash.digest('hex');
}
