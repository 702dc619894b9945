import { join } from 'node:path';
import type { ListenerEndpoint } from '../../environment/listener-endpoints.ts';
import {
  awsEndpointAt,
  type LocalEnvironment,
  type Ports,
  s3EndpointAt,
} from '../../environment/local-environment.ts';
import { stateFile } from '../../environment/state-files.ts';

/** The addresses of a running environment, for people and for shells. */
export interface Endpoints {
  readonly storefrontUrl: string;
  readonly adminUrl: string;
  readonly awsEndpointUrl: string;
  readonly loadBalancerUrl: string;
  /** The further listeners, by `NAME_PORT` of the load balancer's name and the listener's port. */
  readonly listenerUrls: Readonly<Record<string, string>>;
  readonly s3EndpointUrl: string;
  /** The page with the mail that the store has sent. */
  readonly mailUrl: string;
  /** The authority that signed the storefront's certificate: trust it, and browsers do not warn. */
  readonly certificateAuthority: string;
}

/** The endpoints of an environment. */
export function endpointsOf(
  environment: LocalEnvironment,
  ports: Ports,
  [main, ...others]: readonly ListenerEndpoint[] = [],
): Endpoints {
  const storefrontUrl = `https://localhost:${ports.https}`;
  return {
    storefrontUrl,
    adminUrl: `${storefrontUrl}/admin`,
    awsEndpointUrl: awsEndpointAt(ports),
    loadBalancerUrl: `${schemeOf(main)}://127.0.0.1:${ports.loadBalancer}`,
    listenerUrls: Object.fromEntries(
      others.map((endpoint) => [
        `${endpoint.loadBalancer}-${endpoint.port}`.toUpperCase().replaceAll('-', '_'),
        `${schemeOf(endpoint)}://127.0.0.1:${endpoint.hostPort}`,
      ]),
    ),
    s3EndpointUrl: s3EndpointAt(ports),
    mailUrl: `http://127.0.0.1:${ports.mail}`,
    certificateAuthority: join(stateFile(environment, 'certificates'), 'ca.pem'),
  };
}

function schemeOf(endpoint: ListenerEndpoint | undefined): 'http' | 'https' {
  return endpoint?.protocol === 'HTTPS' ? 'https' : 'http';
}
