import type { AwsClients } from '../../../../aws/clients.ts';
import type { BucketGrants } from '../../../aws/buckets/bucket-policy.ts';
import type { Log } from '../../logger.ts';
import type { Settings } from '../../settings.ts';
import { credentialStore } from './credential-store.ts';
import { minioCredentials } from './minio-credentials.ts';
import type { S3Credentials } from './temporary-credentials.ts';
import { versitygwCredentials } from './versitygw-credentials.ts';

/** Credentials of task roles from whichever S3 server is used. */
export function s3Credentials(
  settings: Settings,
  clients: () => AwsClients,
  surroundings: {
    readonly now: () => number;
    readonly log: Log;
    readonly region: () => string;
    /** What the released definition grants on its buckets. */
    readonly grants: () => BucketGrants;
  },
): S3Credentials {
  const issuer =
    settings.s3.server === 'minio'
      ? minioCredentials(clients, surroundings.grants)
      : versitygwCredentials({ clients, keys: settings.s3, ...surroundings });
  return credentialStore(issuer, surroundings.now);
}
