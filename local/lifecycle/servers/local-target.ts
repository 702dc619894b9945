import type { Target } from '../../../operations/target.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { startedPorts } from '../../environment/ports.ts';
import { localClients } from './local-clients.ts';

/** The local environment as operations see it. Raises `ENVIRONMENT_NOT_STARTED` if it has not been started. */
export async function openLocalTarget(environment: LocalEnvironment, region: string): Promise<Target> {
  const ports = await startedPorts(environment);
  return { environment: 'local', clients: await localClients(environment, ports, region) };
}
