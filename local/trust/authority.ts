import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readText } from '../environment/state-file.ts';
import { authorityFile } from './trust-variables.ts';

/** The certificate authority of an environment, as stores of certificates know it. */
export interface Authority {
  readonly environment: string;
  /** Of this authority and of no other. */
  readonly nickname: string;
  /** SHA-256, as hexadecimal digits in capitals. */
  readonly fingerprint: string;
  readonly pem: string;
}

/** Raises `ENVIRONMENT_NOT_STARTED` where the environment has none yet. */
export async function readAuthority(environment: LocalEnvironment): Promise<Authority> {
  const pem = await readText(authorityFile(environment));
  if (pem === undefined) {
    throw new Failure('ENVIRONMENT_NOT_STARTED', `${environment.name} has no certificate authority yet`, {
      hint: `Start it: ${command('local:up')}`,
    });
  }
  const fingerprint = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
  const nickname = `spree-parity-${environment.name}-${fingerprint.slice(0, 8).toLowerCase()}`;
  return { environment: environment.name, nickname, fingerprint, pem };
}

/** Works with a file of its certificate, which is gone afterwards. */
export async function withAuthorityFile(
  { nickname, pem }: Pick<Authority, 'nickname' | 'pem'>,
  work: (file: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-authority-'));
  try {
    const file = join(folder, `${nickname}.pem`);
    await writeFile(file, pem);
    await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
