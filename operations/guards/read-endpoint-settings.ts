import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EndpointSettings } from './real-endpoint.ts';

/**
 * The settings of AWS's tools for endpoints: the variables, and the files that they name. A file that is not there has none.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export async function readEndpointSettings(
  variables: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): Promise<EndpointSettings> {
  const [config, credentials] = await Promise.all([
    readIfThere(variables.AWS_CONFIG_FILE || join(home, '.aws', 'config')),
    readIfThere(variables.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials')),
  ]);
  return { variables, config, credentials };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent) return undefined;
    throw error;
  }
}
