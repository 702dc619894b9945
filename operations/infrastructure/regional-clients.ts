import type { AwsClients } from '../../aws/clients.ts';

/** Clients for a region: the certificate of a domain is in us-east-1, wherever the store is. */
export type RegionalClients = (region: string) => Pick<AwsClients, 'cloudFormation' | 'ssm' | 'sts'>;
