import { join } from 'node:path';
import type { Workload } from '../../../definition/workload.ts';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { readListenerEndpoints } from '../../environment/listener-endpoints.ts';
import type { LocalEnvironment, Ports } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { adminAccount } from '../admin-account.ts';
import { storeLogin } from '../database/store-login.ts';
import { readDefinition, readRegion } from '../definition.ts';
import { type KeptSecrets, keepOwnSecret, keepSecrets } from '../kept-secrets.ts';
import { readLeftOutServices } from '../servers/left-out-services.ts';
import { s3RootAccessKey } from '../servers/server-files.ts';
import { type Endpoints, endpointsOf } from './endpoints.ts';

/** The names of the variables, besides those of listeners and those by which programs trust the storefront. */
export const shellVariableNames = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_S3',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'STOREFRONT_URL',
  'ADMIN_URL',
  'LOAD_BALANCER_URL',
  'DATABASE_URL',
  'DATABASE_REPLICA_URL',
  'REDIS_URL',
  'S3_ENDPOINT_URL',
  'MAIL_URL',
  'LOCAL_CA_FILE',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
] as const;

/** What the names of the variables of further listeners begin with. */
export const listenerPrefix = 'LOAD_BALANCER_URL_';

/** By name. */
export type ShellVariables = Readonly<
  Partial<Record<(typeof shellVariableNames)[number] | `${typeof listenerPrefix}${string}`, string>>
>;

/**
 * The variables that point a shell's clients at the local environment; database, Redis and admin ones hold passwords.
 * What the definition has not has none; without a read replica the primary answers what only reads.
 */
export async function shellVariables(environment: LocalEnvironment, ports: Ports): Promise<ShellVariables> {
  const endpoints = endpointsOf(environment, ports, await readListenerEndpoints(environment));
  const region = await readRegion(stateFile(environment, 'assembly'));
  const known = await readKnown(environment);
  const { database } = await readSecrets(environment, 'postgres', ['database']);
  const leftOut = await readLeftOutServices(environment);
  const replicaPort = leftOut.has('postgres-replica') ? ports.postgres : ports.postgresReplica;
  const credentials = await databaseCredentials(environment, known);
  return {
    AWS_ENDPOINT_URL: endpoints.awsEndpointUrl,
    AWS_ENDPOINT_URL_S3: endpoints.s3EndpointUrl,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // The S3 server knows these keys; everything else local takes any.
    AWS_ACCESS_KEY_ID: s3RootAccessKey,
    AWS_SECRET_ACCESS_KEY: (await keepOwnSecret(environment, 's3')).reveal(),
    STOREFRONT_URL: endpoints.storefrontUrl,
    LOAD_BALANCER_URL: endpoints.loadBalancerUrl,
    ...Object.fromEntries(
      Object.entries(endpoints.listenerUrls).map(([name, url]) => [`${listenerPrefix}${name}`, url]),
    ),
    DATABASE_URL: `postgres://${credentials}@127.0.0.1:${ports.postgres}/${database}`,
    DATABASE_REPLICA_URL: `postgres://${credentials}@127.0.0.1:${replicaPort}/${database}`,
    ...(leftOut.has('redis') ? {} : await redisVariables(environment, ports)),
    S3_ENDPOINT_URL: endpoints.s3EndpointUrl,
    MAIL_URL: endpoints.mailUrl,
    LOCAL_CA_FILE: endpoints.certificateAuthority,
    ...adminVariables(known, endpoints),
  };
}

/** The definition that runs, with its secrets. */
interface Known {
  readonly workload: Workload;
  readonly kept: KeptSecrets;
}

/** Undefined where the definition was changed since so that it cannot be read. */
async function readKnown(environment: LocalEnvironment): Promise<Known | undefined> {
  const definition = await readDefinition(stateFile(environment, 'assembly')).catch(() => undefined);
  if (definition === undefined) return undefined;
  const { workload } = definition;
  return { workload, kept: await keepSecrets(environment, workload) };
}

/** Those of the store; the master user's where nothing is known of it. */
async function databaseCredentials(environment: LocalEnvironment, known: Known | undefined): Promise<string> {
  if (known === undefined) {
    const { username, password } = await readSecrets(environment, 'postgres', ['username', 'password']);
    return `${username}:${password}`;
  }
  const { username, password } = storeLogin(known.workload, known.kept);
  return [username, password.reveal()].map(encodeURIComponent).join(':');
}

/** None where the definition has no such account; the page alone where that is not known. */
function adminVariables(known: Known | undefined, { adminUrl }: Pick<Endpoints, 'adminUrl'>): ShellVariables {
  if (known === undefined) return { ADMIN_URL: adminUrl };
  const admin = adminAccount(known.workload, known.kept);
  if (admin === undefined) return {};
  return { ADMIN_URL: adminUrl, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password.reveal() };
}

async function redisVariables(environment: LocalEnvironment, ports: Ports): Promise<ShellVariables> {
  const { token } = await readSecrets(environment, 'redis', ['token']);
  const folder = join(stateFile(environment, 'secrets'), 'redis');
  const transitEncryption = await readText(join(folder, 'transit-encryption'));
  return { REDIS_URL: redisUrl(transitEncryption !== 'none', token, ports.redis) };
}

function redisUrl(isEncrypted: boolean, token: string | undefined, port: number): string {
  const credentials = token === undefined || token === '' ? '' : `:${token}@`;
  return `${isEncrypted ? 'rediss' : 'redis'}://${credentials}127.0.0.1:${port}/0`;
}

async function readSecrets<Name extends string>(
  environment: LocalEnvironment,
  server: string,
  names: readonly Name[],
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const text = await readText(join(stateFile(environment, 'secrets'), server, name));
    if (text === undefined) {
      throw new Failure('ENVIRONMENT_NOT_STARTED', `${environment.name} has no ${server} ${name} yet`, {
        hint: `Start it: ${command('local:up')}`,
      });
    }
    values[name] = encodeURIComponent(text.trim());
  }
  return values;
}
