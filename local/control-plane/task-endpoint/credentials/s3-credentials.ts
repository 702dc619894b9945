import type { AwsClients } from '../../../../aws/clients.ts';
import type { Clock } from '../../../../time/clock.ts';
import type { BucketGrants } from '../../../aws/buckets/bucket-policy.ts';
import type { Log } from '../../logger.ts';
import type { Settings } from '../../settings.ts';
import { credentialStore } from './credential-store.ts';
import { minioCredentials } from './minio-credentials.ts';
import type { KeptCredentials } from './temporary-credentials.ts';
import { versitygwCredentials } from './versitygw-credentials.ts';
import { waitingForServer } from './waiting-for-server.ts';

/** Credentials of task roles from whichever S3 server is used. */
export function s3Credentials(
  settings: Settings,
  clients: () => AwsClients,
  surroundings: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly log: Log;
    readonly region: () => string;
    /** What the released definition grants on its buckets. */
    readonly grants: () => BucketGrants;
  },
): KeptCredentials {
  const { clock, log } = surroundings;
  const issuer =
    settings.s3.server === 'minio'
      ? minioCredentials(clients, surroundings.grants)
      : versitygwCredentials({ clients, keys: settings.s3, now: clock.now, ...surroundings });
  const onUnconfirmed = (error: unknown) => log.warn('the bucket policies were not confirmed', { error });
  return credentialStore(waitingForServer(issuer, surroundings), { now: clock.now, onUnconfirmed });
}
