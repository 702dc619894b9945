import { join } from 'node:path';
import type { Workload } from '../../../definition/workload.ts';
import type { Secret } from '../../../failure/secret.ts';
import { bucketDomain, type LocalEnvironment } from '../../environment/local-environment.ts';
import { ensurePrivateFolder, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { type KeptSecrets, keepOwnSecret } from '../kept-secrets.ts';
import { copyCertificate } from './copy-certificate.ts';
import { allowedOrigins } from './local-origins.ts';
import { writePostgresFiles } from './postgres-files.ts';
import { writeRedisFiles } from './redis-files.ts';

/** The administrator of the S3 server; its key is a kept secret. */
export const s3RootAccessKey = 'local';

/** Writes what the servers of the compose file read at their start: each its own folder below `secrets/`. */
export async function writeServerFiles(
  environment: LocalEnvironment,
  workload: Workload,
  kept: KeptSecrets,
  httpsPort: number,
): Promise<void> {
  await writePostgresFiles(environment, workload, kept);
  await writeRedisFiles(environment, workload, kept);
  await writeS3Files(environment, workload, httpsPort);
  // Compose mounts both.
  for (const folder of ['mail', 'template']) {
    await ensurePrivateFolder(join(stateFile(environment, 'secrets'), folder));
  }
  await copyCertificate(environment, 'mail');
}

/** The environment of an S3 server, whichever it is. */
export function s3Settings(key: Secret, region: string): Readonly<Record<string, string>> {
  return {
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
}

async function writeS3Files(
  environment: LocalEnvironment,
  workload: Workload,
  httpsPort: number,
): Promise<void> {
  const key = await keepOwnSecret(environment, 's3');
  const folder = join(stateFile(environment, 'secrets'), 's3');
  const server = {
    ...s3Settings(key, workload.region),
    // MinIO takes no rules of buckets, and allows every origin where it is not told.
    MINIO_API_CORS_ALLOW_ORIGIN: allowedOrigins(workload, httpsPort).join(','),
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
