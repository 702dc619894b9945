import type { AwsClients } from '../../../../aws/clients.ts';
import type { Log } from '../../logger.ts';
import type { Settings } from '../../settings.ts';
import { credentialStore } from './credential-store.ts';
import { minioCredentials } from './minio-credentials.ts';
import type { S3Credentials } from './temporary-credentials.ts';
import { versitygwCredentials } from './versitygw-credentials.ts';

/** Credentials of task roles from the S3 server that is there. */
export function s3Credentials(
  settings: Settings,
  clients: () => AwsClients,
  { now, log, region }: { readonly now: () => number; readonly log: Log; readonly region: () => string },
): S3Credentials {
  const issuer =
    settings.s3.server === 'minio'
      ? minioCredentials(clients)
      : versitygwCredentials({ clients, keys: settings.s3, region, now, log });
  return credentialStore(issuer, now);
}
