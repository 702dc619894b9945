import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { shellQuoted } from '../../../failure/shell-quoted.ts';
import type { BuildContext } from '../image-definition.ts';
import { machineCertificates } from './machine-certificates.ts';

/** What a user may have set to lead the package clients to other registries. */
const passedOn = [
  ...['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_TRUSTED_HOST'],
  ...['UV_INDEX_URL', 'UV_DEFAULT_INDEX', 'UV_INDEX', 'UV_INSECURE_HOST'],
  ...['NPM_CONFIG_REGISTRY', 'npm_config_registry'],
  ...['GOPROXY', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOSUMDB', 'GOFLAGS', 'GOINSECURE'],
];

/**
 * Puts the machine's package client settings at `client/`: `env` for a shell to read, the CA bundle, and pip's
 * and npm's configuration. Only a stage that is thrown away may copy it, since an index's address can hold a password.
 */
export async function addClientSettings(context: BuildContext): Promise<void> {
  const client = join(context.folder, 'client');
  await mkdir(client, { recursive: true });
  const hasCertificates = await copyFirst(
    await machineCertificates(context.environment),
    join(client, 'ca.crt'),
  );
  const hasPipSettings = await copyFirst(pipSettings(context.environment), join(client, 'pip.conf'));
  const hasNpmSettings = await copyFirst(npmSettings(context.environment), join(client, 'npmrc'));
  await writeFile(
    join(client, 'env'),
    clientEnvironment(context.environment, { hasCertificates, hasPipSettings, hasNpmSettings }),
  );
}

/** The settings as lines that `sh` reads. */
export function clientEnvironment(
  environment: NodeJS.ProcessEnv,
  files: {
    readonly hasCertificates: boolean;
    readonly hasPipSettings: boolean;
    readonly hasNpmSettings: boolean;
  },
): string {
  const trust = ['SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'].map((name) => [
    name,
    '/client/ca.crt',
  ]);
  const settings = [
    ...passedOn.map((name) => [name, environment[name]]),
    ...(files.hasCertificates ? trust : []),
    ...(files.hasPipSettings ? [['PIP_CONFIG_FILE', '/client/pip.conf']] : []),
    ...(files.hasNpmSettings ? [['NPM_CONFIG_USERCONFIG', '/client/npmrc']] : []),
  ];
  return settings
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${shellQuoted(String(value))}\n`)
    .join('');
}

function pipSettings(environment: NodeJS.ProcessEnv): readonly string[] {
  const home = environment.HOME ?? homedir();
  const named = environment.PIP_CONFIG_FILE === undefined ? [] : [environment.PIP_CONFIG_FILE];
  return [...named, join(home, '.config/pip/pip.conf'), join(home, '.pip/pip.conf'), '/etc/pip.conf'];
}

function npmSettings(environment: NodeJS.ProcessEnv): readonly string[] {
  const given = environment.NPM_CONFIG_USERCONFIG ?? environment.npm_config_userconfig;
  return [...(given === undefined ? [] : [given]), join(environment.HOME ?? homedir(), '.npmrc')];
}

async function copyFirst(candidates: readonly string[], to: string): Promise<boolean> {
  for (const candidate of candidates) {
    try {
      await copyFile(candidate, to);
      return true;
    } catch {
      // Not there, or not to be read: the next one.
    }
  }
  return false;
}
