import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import type { LocalEnvironment, Ports } from '../../environment/local-environment.ts';
import { keepOwnSecret } from '../kept-secrets.ts';
import { s3RootAccessKey } from './server-files.ts';

/** AWS clients of an environment, from the machine itself: S3 as the S3 server's own administrator. */
export async function localClients(
  environment: LocalEnvironment,
  ports: Ports,
  region: string,
): Promise<AwsClients> {
  return awsClients({
    environment: 'local',
    endpoint: `http://127.0.0.1:${ports.aws}`,
    region,
    s3Endpoint: `http://127.0.0.1:${ports.s3}`,
    s3Credentials: {
      accessKeyId: s3RootAccessKey,
      secretAccessKey: await keepOwnSecret(environment, 's3'),
    },
  });
}
