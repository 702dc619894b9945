import { join } from 'node:path';
import type { ListenerDoor } from '../../environment/listener-doors.ts';
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
  /** The further listeners, by `NAME_PORT` of the load balancer's name and the listener's port. */
  readonly listenerUrls: Readonly<Record<string, string>>;
  readonly s3EndpointUrl: string;
  /** The authority that signed the storefront's certificate: trust it, and browsers do not warn. */
  readonly certificateAuthority: string;
}

/** The doors of an environment. */
export function doorsOf(
  environment: LocalEnvironment,
  ports: Ports,
  [main, ...others]: readonly ListenerDoor[] = [],
): Doors {
  const storefrontUrl = `https://localhost:${ports.https}`;
  return {
    storefrontUrl,
    adminUrl: `${storefrontUrl}/admin`,
    awsEndpointUrl: awsEndpointAt(ports),
    loadBalancerUrl: `${schemeOf(main)}://127.0.0.1:${ports.loadBalancer}`,
    listenerUrls: Object.fromEntries(
      others.map((door) => [
        `${door.loadBalancer}-${door.port}`.toUpperCase().replaceAll('-', '_'),
        `${schemeOf(door)}://127.0.0.1:${door.hostPort}`,
      ]),
    ),
    s3EndpointUrl: s3EndpointAt(ports),
    certificateAuthority: join(stateFile(environment, 'certificates'), 'ca.pem'),
  };
}

function schemeOf(door: ListenerDoor | undefined): 'http' | 'https' {
  return door?.protocol === 'HTTPS' ? 'https' : 'http';
}
