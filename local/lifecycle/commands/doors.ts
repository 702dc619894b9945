import { join } from 'node:path';
import {
  awsEndpointAt,
  type LocalEnvironment,
  type Ports,
  s3EndpointAt,
} from '../../environment/local-environment.ts';
import { stateFile } from '../../environment/state-files.ts';

/** The addresses of a running environment, for people and for shells. */
export interface Doors {
  readonly storefrontUrl: string;
  readonly adminUrl: string;
  readonly awsEndpointUrl: string;
  readonly loadBalancerUrl: string;
  readonly s3EndpointUrl: string;
  /** The authority that signed the storefront's certificate: trust it, and browsers do not warn. */
  readonly certificateAuthority: string;
}

/** The doors of an environment. */
export function doorsOf(environment: LocalEnvironment, ports: Ports): Doors {
  const storefrontUrl = `https://localhost:${ports.https}`;
  return {
    storefrontUrl,
    adminUrl: `${storefrontUrl}/admin`,
    awsEndpointUrl: awsEndpointAt(ports),
    loadBalancerUrl: `http://127.0.0.1:${ports.loadBalancer}`,
    s3EndpointUrl: s3EndpointAt(ports),
    certificateAuthority: join(stateFile(environment, 'certificates'), 'ca.pem'),
  };
}
