import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReplicationGroup } from '../../../definition/model/data-stores.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { bucketDomain } from '../../environment/local-environment.ts';
import { ensurePrivateFolder, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { databaseFiles, primaryDatabase } from '../database/store-database.ts';
import { type KeptSecrets, keepOwnSecret, secretKey, secretValue } from '../kept-secrets.ts';

/** The administrator of the S3 server; its key is a kept secret. */
export const s3RootAccessKey = 'local';

/** Writes what the servers of the compose file read at their start: each its own folder below `secrets/`. */
export async function writeServerFiles(
  environment: LocalEnvironment,
  workload: Workload,
  kept: KeptSecrets,
): Promise<void> {
  await writePostgresFiles(environment, workload, kept);
  await writeRedisFiles(environment, workload, kept);
  await writeS3Files(environment, workload.region);
}

async function writePostgresFiles(
  environment: LocalEnvironment,
  workload: Workload,
  kept: KeptSecrets,
): Promise<void> {
  const files = databaseFiles(environment);
  const database = primaryDatabase(workload, kept);
  await writePrivateFile(files.name, database.name);
  await writePrivateFile(files.owner, database.owner);
  await writePrivateFile(files.password, secretKey(kept, database.secret, 'password').reveal());
  await writePrivateFile(files.replication, (await keepOwnSecret(environment, 'replication')).reveal());
}

async function writeRedisFiles(
  environment: LocalEnvironment,
  workload: Workload,
  kept: KeptSecrets,
): Promise<void> {
  const folder = join(stateFile(environment, 'secrets'), 'redis');
  await ensurePrivateFolder(folder);
  const [group] = workload.replicationGroups;
  const token = group?.authToken;
  await writePrivateFile(
    join(folder, 'token'),
    token === undefined ? '' : secretValue(kept, token.secret, token.jsonKey).reveal(),
  );
  await writePrivateFile(stateFile(environment, 'redisParameters'), redisParameters(group));
  for (const file of ['ca.pem', 'redis.crt', 'redis.key']) {
    await copyFile(join(stateFile(environment, 'certificates'), file), join(folder, file));
    await chmod(join(folder, file), 0o600);
  }
}

/** The template's parameter group as lines of redis.conf; parameters of ElastiCache's own are left out. */
export function redisParameters(group: ReplicationGroup | undefined): string {
  const ownedByElastiCache = new Set(['cluster-enabled', 'reserved-memory', 'reserved-memory-percent']);
  return Object.entries(group?.parameters ?? {})
    .filter(([name]) => !ownedByElastiCache.has(name))
    .map(([name, value]) => `${name} ${value === '' ? '""' : value}\n`)
    .join('');
}

async function writeS3Files(environment: LocalEnvironment, region: string): Promise<void> {
  const key = await keepOwnSecret(environment, 's3');
  const folder = join(stateFile(environment, 'secrets'), 's3');
  const server = {
    MINIO_ROOT_USER: s3RootAccessKey,
    MINIO_ROOT_PASSWORD: key.reveal(),
    ROOT_ACCESS_KEY: s3RootAccessKey,
    ROOT_SECRET_KEY: key.reveal(),
    VGW_REGION: region,
    MINIO_REGION: region,
    // Buckets are found by BUCKET.localhost too.
    VGW_VIRTUAL_DOMAIN: bucketDomain,
    MINIO_DOMAIN: bucketDomain,
  };
  const client = { S3_ROOT_ACCESS_KEY: s3RootAccessKey, S3_ROOT_SECRET_KEY: key.reveal() };
  await writePrivateFile(stateFile(environment, 's3Settings'), environmentFile(server));
  await writePrivateFile(join(folder, 'client.env'), environmentFile(client));
}

function environmentFile(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * The template's database parameters as arguments of `postgres`. RDS's own (`rds.*`) and those that are computed
 * from the instance class have no counterpart here.
 */
export function postgresArguments(workload: Workload): readonly string[] {
  const primary = workload.databases.find(({ sourceInstance }) => sourceInstance === undefined);
  return Object.entries(primary?.parameters ?? {})
    .filter(([name, value]) => !name.startsWith('rds.') && !/[{}\s]/.test(value))
    .flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
