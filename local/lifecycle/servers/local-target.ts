import { awsClients } from '../../../aws/clients.ts';
import type { Target } from '../../../operations/target.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { startedPorts } from '../../environment/ports.ts';

/** The local environment as operations see it. Raises `ENVIRONMENT_NOT_STARTED` if it has not been started. */
export async function openLocalTarget(environment: LocalEnvironment, region: string): Promise<Target> {
  const ports = await startedPorts(environment);
  const endpoint = `http://127.0.0.1:${ports.aws}`;
  return { environment: 'local', clients: awsClients({ environment: 'local', endpoint, region }) };
}
