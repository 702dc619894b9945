import { randomBytes } from 'node:crypto';
import { awsClients } from '../../../aws/clients.ts';
import { Failure } from '../../../failure/failure.ts';
import { Secret } from '../../../failure/secret.ts';
import { sideBySide } from '../../../time/side-by-side.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { Engine } from '../../docker/engine.ts';
import { s3RootAccessKey } from '../servers/server-files.ts';
import {
  type ServerSpec,
  serverContainer,
  serverSpecs,
  type ThrowawayImages,
  type ThrowawayRun,
} from './server-specs.ts';
import {
  type ServerAddresses,
  serverVariables,
  throwawayBucket,
  throwawayRegion,
} from './server-variables.ts';

/** Servers that accept connections, with a bucket and an empty database. */
export interface ThrowawayServers {
  readonly run: ThrowawayRun;
  /** Id of PostgreSQL's container. */
  readonly postgres: string;
  /** For clients on this machine. */
  readonly variables: Readonly<Record<string, string>>;
  /** For containers in the network of the run. */
  readonly variablesInside: Readonly<Record<string, string>>;
}

/** Starts the servers of a run. Raises `SERVER_DOES_NOT_START`. What was started is removed by the run's labels. */
export async function startThrowawayServers(
  engine: Engine,
  run: ThrowawayRun,
  images: ThrowawayImages,
  signal: AbortSignal,
): Promise<ThrowawayServers> {
  const key = new Secret(randomBytes(16).toString('hex'));
  await engine.createNetwork(run.name, run.labels);
  const started = await sideBySide(
    signal,
    serverSpecs(images, key).map((spec) => (either: AbortSignal) => startServer(engine, run, spec, either)),
  );
  const at = (server: keyof ServerAddresses) =>
    `127.0.0.1:${started.find((each) => each.server === server)?.port}`;
  const addresses = { postgres: at('postgres'), redis: at('redis'), s3: at('s3') };
  await makeBucket(addresses, key);
  return {
    run,
    postgres: started.find(({ server }) => server === 'postgres')?.id ?? '',
    variables: serverVariables(addresses, key),
    variablesInside: serverVariables({ postgres: 'postgres:5432', redis: 'redis:6379', s3: 's3:9000' }, key),
  };
}

interface StartedServer {
  readonly server: keyof ServerAddresses;
  readonly id: string;
  readonly port: number;
}

async function startServer(
  engine: Engine,
  run: ThrowawayRun,
  spec: ServerSpec,
  signal: AbortSignal,
): Promise<StartedServer> {
  const id = await engine.createContainer(serverContainer(run, spec));
  await engine.startContainer(id);
  const what = `the throwaway ${spec.server} to accept connections`;
  const port = await waitUntil({ what, timeoutMs: 60_000, everyMs: 50, signal }, async () => {
    const details = await engine.inspectContainer(id);
    if (details?.state !== 'running') throw await ended(engine, spec, id);
    return details.health === 'healthy' ? details.ports[0]?.hostPort : undefined;
  });
  return { server: spec.server, id, port };
}

async function ended(engine: Engine, { server, image }: ServerSpec, id: string): Promise<Failure> {
  const lines: string[] = [];
  for await (const { text } of engine.containerLogs(id, { follow: false, tail: 20 })) lines.push(text);
  return new Failure(
    'SERVER_DOES_NOT_START',
    `The throwaway ${server} (${image}) exited during startup:\n${lines.join('\n')}`,
  );
}

async function makeBucket({ s3 }: ServerAddresses, secretAccessKey: Secret): Promise<void> {
  const s3Credentials = { accessKeyId: s3RootAccessKey, secretAccessKey };
  const side = { environment: 'local', endpoint: `http://${s3}`, region: throwawayRegion } as const;
  await (await awsClients({ ...side, s3Credentials }).s3()).createBucket({ Bucket: throwawayBucket });
}
