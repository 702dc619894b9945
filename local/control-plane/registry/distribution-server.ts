import { join } from 'node:path';
import { z } from 'zod';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { parseJson } from '../../../json/parse-json.ts';
import type { Clock } from '../../../time/clock.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { ContainerSpec, Engine } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import type { BlobServer, TakenManifest } from './blob-server.ts';
import { askSocket, type SocketAnswer } from './socket-request.ts';

export interface DistributionOptions {
  readonly engine: Pick<
    Engine,
    'createContainer' | 'exec' | 'listContainers' | 'removeContainer' | 'startContainer' | 'stopContainer'
  >;
  /** An image of the CNCF distribution registry; empty where there is none. */
  readonly image: string;
  readonly environmentName: string;
  /** Where its volume is mounted here and in its container. */
  readonly folder: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const configuration = '/etc/docker/registry/config.yml';
const startsWithinMs = 20_000;
const stopSeconds = 5;

/**
 * The CNCF distribution registry in a container that is started when it is first needed. It has no network: the control
 * plane reaches it by a Unix socket on its volume, so that nobody can push past the checks.
 * @see https://distribution.github.io/distribution/
 */
export function distributionServer(options: DistributionOptions): BlobServer {
  const { engine, folder, clock, signal } = options;
  const socketPath = join(folder, 'registry.sock');
  const container = async () => (await engine.listContainers(labelsOf(options)))[0];
  const answers = () =>
    askSocket({ socketPath, method: 'GET', path: '/v2/' }).then(
      ({ status }) => status === 200,
      () => false,
    );
  const ask = async (method: string, path: string, sent: { contentType?: string; body?: string } = {}) =>
    await askSocket({ socketPath: await start(), method, path, ...sent });
  let starting: Promise<string> | undefined;
  const start = async (): Promise<string> => {
    if (await answers()) return socketPath;
    starting ??= startContainer(options)
      .then(() => awaitAnswer(answers, clock, signal))
      .then(() => socketPath)
      .finally(() => {
        starting = undefined;
      });
    return await starting;
  };
  return {
    start,
    putManifest: async ({ repository, digest, mediaType, text }) => {
      const sent = { contentType: mediaType, body: text };
      return taken(await ask('PUT', `/v2/${repository}/manifests/${digest}`, sent));
    },
    deleteManifest: async ({ repository, digest }) => {
      const answer = await ask('DELETE', `/v2/${repository}/manifests/${digest}`);
      if (answer.status !== 202 && answer.status !== 404) throw refused(answer);
    },
    collectGarbage: async () => {
      const { id = '' } = (await container()) ?? {};
      const done = await engine.exec(id, ['registry', 'garbage-collect', configuration]);
      if (done.exitCode !== 0)
        throw new Failure('REGISTRY_GARBAGE', `registry garbage-collect: ${done.stderr}`);
    },
    stop: async () => {
      const found = await container();
      if (found?.state === 'running') await engine.stopContainer(found.id, stopSeconds);
    },
  };
}

async function startContainer(options: DistributionOptions): Promise<void> {
  const { engine, image } = options;
  const found = (await engine.listContainers(labelsOf(options)))[0];
  if (found !== undefined && (found.image === image || image === '')) {
    await engine.startContainer(found.id);
    return;
  }
  if (image === '') {
    throw new Failure('REGISTRY_NOT_THERE', 'There is no image for the registry.', {
      hint: `Run ${command('local:up')}, which makes it.`,
    });
  }
  if (found !== undefined) await engine.removeContainer(found.id);
  await engine.startContainer(await engine.createContainer(registryContainer(options)));
}

function labelsOf({ environmentName }: DistributionOptions): Readonly<Record<string, string>> {
  return { [environmentLabel]: environmentName, 'dev.spree-parity.server': 'registry' };
}

/** The container of the registry. */
export function registryContainer(options: DistributionOptions): ContainerSpec {
  const { image, environmentName, folder } = options;
  return {
    name: `${environmentName}-registry`,
    image,
    labels: labelsOf(options),
    entrypoint: ['registry', 'serve', configuration],
    environment: {
      REGISTRY_HTTP_NET: 'unix',
      REGISTRY_HTTP_ADDR: join(folder, 'registry.sock'),
      REGISTRY_HTTP_RELATIVEURLS: 'true',
      REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY: folder,
      REGISTRY_STORAGE_DELETE_ENABLED: 'true',
      REGISTRY_LOG_LEVEL: 'warn',
      REGISTRY_LOG_ACCESSLOG_DISABLED: 'true',
      OTEL_TRACES_EXPORTER: 'none',
    },
    mounts: [{ volume: `${environmentName}_registry`, target: folder, readOnly: false, copiesImage: false }],
    network: { kind: 'none' },
  };
}

async function awaitAnswer(answers: () => Promise<boolean>, clock: Clock, signal: AbortSignal) {
  const wait = { what: 'the registry to answer', timeoutMs: startsWithinMs, everyMs: 50, clock, signal };
  await waitUntil(wait, async () => (await answers()) || undefined);
}

const errors = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })).min(1) });

function taken(answer: SocketAnswer): TakenManifest {
  if (answer.status === 201) return { isTaken: true };
  const { data } = errors.safeParse(parseJson(answer.body));
  const [first] = data?.errors ?? [];
  if (answer.status >= 500 || first === undefined) throw refused(answer);
  return { isTaken: false, code: first.code, message: first.message };
}

function refused({ status, body }: SocketAnswer): Failure {
  return new Failure('REGISTRY_FAILED', `The registry answered ${status}: ${body.slice(0, 500)}`);
}
