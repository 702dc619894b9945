import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { refuseEndpointOverride } from '../../operations/guards/real-endpoint.ts';

/** Refuses to change something on AWS while a variable or a file of the AWS CLI sends its calls elsewhere. */
export async function refuseOtherEndpoints(): Promise<void> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => undefined);
  const inHome = (name: string) => join(homedir(), '.aws', name);
  refuseEndpointOverride({
    variables: env,
    config: await read(env.AWS_CONFIG_FILE || inHome('config')),
    credentials: await read(env.AWS_SHARED_CREDENTIALS_FILE || inHome('credentials')),
  });
}
