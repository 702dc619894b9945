import type { ListenerEndpoint } from '../../environment/listener-endpoints.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';

/** Writes what compose publishes beside the compose file, whose own port is that of the main listener. */
export async function writeListenerPublishing(
  environment: LocalEnvironment,
  endpoints: readonly ListenerEndpoint[],
): Promise<void> {
  const text = `${JSON.stringify(listenerPublishing(endpoints), null, 2)}\n`;
  await writePrivateFile(stateFile(environment, 'composeOverride'), text);
}

/** A compose file: the ports of further listeners, and the names of further load balancers in the network. */
export function listenerPublishing([main, ...others]: readonly ListenerEndpoint[]) {
  const names = new Set(others.map(({ dnsName }) => dnsName).filter((name) => name !== main?.dnsName));
  const aliases = [...names].filter((name) => name !== 'load-balancer');
  return {
    services: {
      'load-balancer': {
        ports: others.map(({ hostPort, containerPort }) => `127.0.0.1:${hostPort}:${containerPort}`),
        networks: { default: { aliases } },
      },
    },
  };
}
