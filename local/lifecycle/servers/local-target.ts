import { awsClients } from '../../../aws/clients.ts';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { Target } from '../../../operations/target.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';

/** The local environment as operations see it. Raises `ENVIRONMENT_NOT_STARTED` where it was never started. */
export async function openLocalTarget(environment: LocalEnvironment, region: string): Promise<Target> {
  const ports = await readPorts(environment);
  if (ports === undefined) {
    throw new Failure(
      'ENVIRONMENT_NOT_STARTED',
      `The local environment ${environment.name} was never started`,
      {
        hint: `Start it: ${command('local:up')}`,
      },
    );
  }
  const endpoint = `http://127.0.0.1:${ports.aws}`;
  return { environment: 'local', clients: awsClients({ environment: 'local', endpoint, region }) };
}
