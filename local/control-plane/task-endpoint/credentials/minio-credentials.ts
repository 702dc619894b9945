import type { AwsClients } from '../../../../aws/clients.ts';
import { assumeRole } from '../../../aws/assume-role.ts';
import type { S3Credentials } from './temporary-credentials.ts';

/** MinIO's own STS: real temporary keys, derived from the root account's. */
export function minioCredentials(clients: () => AwsClients): S3Credentials {
  return {
    issue: (request) => assumeRole(clients(), { ...request, durationSeconds: 3600 }),
  };
}
