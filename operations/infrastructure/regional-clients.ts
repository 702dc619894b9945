import type { AwsClients } from '../../aws/clients.ts';
import { type EnvironmentName, targetOnAws } from '../target.ts';

/** Clients for a region: the certificate of a domain is in us-east-1, wherever the store is. */
export type RegionalClients = (region: string) => Pick<AwsClients, 'cloudFormation' | 'ssm' | 'sts'>;

/** Clients of an environment on AWS for any region, each made once. */
export function clientsByRegion(
  environment: Exclude<EnvironmentName, 'local'>,
): (region: string) => AwsClients {
  const made = new Map<string, AwsClients>();
  return (region) => {
    const clients = made.get(region) ?? targetOnAws(environment, region).clients;
    made.set(region, clients);
    return clients;
  };
}
