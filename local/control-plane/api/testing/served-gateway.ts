import { type AwsClients, awsClients } from '../../../../aws/clients.ts';
import type { ControlPlane } from '../control-plane.ts';
import { createGateway, type GatewayOptions } from '../gateway/gateway.ts';
import { localStackCare } from './local-stack-care.ts';
import { type Served, serve } from './serve.ts';

/** The whole AWS endpoint, with the SDK's clients of it. */
export interface ServedGateway extends Served {
  readonly clients: AwsClients;
}

/** Serves the AWS endpoint of a control plane. Nothing answers for LocalStack, unless `upstream` is given. */
export async function serveGateway(
  controlPlane: ControlPlane,
  options: Partial<Omit<GatewayOptions, 'controlPlane'>> = {},
): Promise<ServedGateway> {
  const served = await serve(
    createGateway({
      ...{ controlPlane, localStack: localStackCare(), composeHosts: [] },
      upstream: new URL('http://127.0.0.1:9'),
      ...options,
    }),
  );
  const side = { environment: 'local', endpoint: served.url, region: 'ap-southeast-1' } as const;
  return { ...served, clients: awsClients(side) };
}
