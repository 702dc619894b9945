import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import {
  awsEndpointAt,
  type LocalEnvironment,
  type Ports,
  s3EndpointAt,
} from '../../environment/local-environment.ts';
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
    endpoint: awsEndpointAt(ports),
    region,
    s3Endpoint: s3EndpointAt(ports),
    s3Credentials: {
      accessKeyId: s3RootAccessKey,
      secretAccessKey: await keepOwnSecret(environment, 's3'),
    },
  });
}
