import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { stateFile } from '../../environment/state-files.ts';

/** Copies a server's certificate, its key and the authority to where the server's container finds them. */
export async function copyCertificate(
  environment: LocalEnvironment,
  server: 'postgres' | 'redis' | 'mail',
): Promise<void> {
  for (const file of ['ca.pem', `${server}.crt`, `${server}.key`]) {
    const copy = join(stateFile(environment, 'secrets'), server, file);
    await copyFile(join(stateFile(environment, 'certificates'), file), copy);
    await chmod(copy, 0o600);
  }
}
