import { join } from 'node:path';

/** The file in the state folder that keeps the generated value of a secret of the template. */
export function keptSecretFile(stateFolder: string, secretName: string): string {
  const file = `${secretName.replaceAll(/[^A-Za-z0-9_.-]+/g, '--')}.secret`;
  return join(stateFolder, 'secrets', 'template', file);
}
