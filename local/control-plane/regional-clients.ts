import { type AwsClients, awsClients } from '../../aws/clients.ts';
import type { Settings } from './settings.ts';

/** Clients of the region that the released definition is in, made once for each. */
export function regionalClients(settings: Settings, region: () => string): () => AwsClients {
  const made = new Map<string, AwsClients>();
  return () => {
    const present = made.get(region());
    if (present !== undefined) return present;
    const clients = awsClients({
      environment: 'local',
      endpoint: settings.localstackEndpoint,
      region: region(),
      s3Endpoint: settings.s3.endpoint,
      s3Credentials: settings.s3,
      composeHosts: ['localstack', 'minio'],
    });
    made.set(region(), clients);
    return clients;
  };
}
