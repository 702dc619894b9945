import type { AwsClients } from '../../../../aws/clients.ts';
import { assumeRole } from '../../../aws/assume-role.ts';
import { type BucketGrants, putPolicies } from '../../../aws/buckets/bucket-policy.ts';
import type { S3Credentials } from './temporary-credentials.ts';

/** MinIO's own STS: real temporary keys, derived from the root account's, which need no leave of a bucket. */
export function minioCredentials(clients: () => AwsClients, grants: () => BucketGrants): S3Credentials {
  return {
    issue: (request) => assumeRole(clients(), { ...request, durationSeconds: 3600 }),
    confirm: () => putPolicies(clients(), grants(), []),
  };
}
