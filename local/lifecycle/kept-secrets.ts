import { randomBytes, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseInstance } from '../../definition/model/data-stores.ts';
import type { SecretDefinition } from '../../definition/model/secrets.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { ownValue } from '../../json/own-value.ts';
import { keptSecretFile } from '../environment/kept-secret-file.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readText, writePrivateFile } from '../environment/state-file.ts';
import { attachDatabase } from '../providers/attach-database.ts';
import { generateSecretString } from '../providers/generate-secret-string.ts';

/** The values of the template's secrets, by logical id: generated once, then always the same. */
export type KeptSecrets = ReadonlyMap<string, KeptSecret>;

export interface KeptSecret {
  readonly name: string;
  readonly value: Secret;
  /** Where a generated value is kept. */
  readonly file?: string;
}

/** Reads the kept value of every secret of the workload, and generates what is missing. */
export async function keepSecrets(environment: LocalEnvironment, workload: Workload): Promise<KeptSecrets> {
  const kept = new Map<string, KeptSecret>();
  for (const secret of workload.secrets) {
    const own = await templateValue(environment, secret);
    if (own === undefined) continue;
    const database = workload.databases.find(({ logicalId }) => logicalId === secret.attachedDatabase);
    const value = new Secret(withConnection(own, database));
    const file =
      secret.value === undefined ? { file: keptSecretFile(environment.stateFolder, secret.name) } : {};
    kept.set(secret.logicalId, { name: secret.name, value, ...file });
  }
  return kept;
}

/** A secret of the local environment's own, such as the replication password: 32 hexadecimal digits. */
export async function keepOwnSecret(environment: LocalEnvironment, name: string): Promise<Secret> {
  return new Secret(await keepText(ownFile(environment, name), () => randomBytes(16).toString('hex')));
}

/** One key of a secret's JSON. Raises `SECRET_KEY_MISSING`. */
export function secretKey(kept: KeptSecrets, logicalId: string, key: string): Secret {
  const secret = kept.get(logicalId);
  const value: unknown = secret === undefined ? undefined : ownValue(parseObject(secret.value), key);
  if (typeof value === 'string') return new Secret(value);
  throw new Failure('SECRET_KEY_MISSING', `The secret ${secret?.name ?? logicalId} has no '${key}'`, {
    hint: howToRegenerate(secret),
  });
}

function howToRegenerate(secret: KeptSecret | undefined): string {
  if (secret?.file === undefined) return 'Check the value of the secret in stack/.';
  return `Check GenerateSecretString of the secret in stack/, or delete ${secret.file} to generate it again.`;
}

/** A secret as a template's dynamic reference gives it: one key of its JSON, or without a key the whole of it. */
export function secretValue(kept: KeptSecrets, logicalId: string, key: string | undefined): Secret {
  const whole = kept.get(logicalId)?.value;
  return key === undefined && whole !== undefined ? whole : secretKey(kept, logicalId, key ?? '');
}

function parseObject(secret: Secret): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(secret.reveal());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // The cause is left out: it quotes the value.
    return {};
  }
}

async function keepText(path: string, make: () => string): Promise<string> {
  const before = await readText(path);
  if (before !== undefined && before !== '') return before;
  const made = make();
  await writePrivateFile(path, made);
  return made;
}

/** The template's value, or the generated one; a secret with neither has no value until one is set. */
async function templateValue(
  environment: LocalEnvironment,
  secret: SecretDefinition,
): Promise<string | undefined> {
  const { value, generate } = secret;
  if (value !== undefined || generate === undefined) return value;
  const file = keptSecretFile(environment.stateFolder, secret.name);
  return await keepText(file, () => generateSecretString(generate, randomInt));
}

/**
 * Deletes the kept value of a secret that was removed from the definition, so that a new secret of that name
 * gets a new value.
 */
export async function forgetSecret(
  environment: LocalEnvironment,
  secret: { readonly name: string },
): Promise<void> {
  await rm(keptSecretFile(environment.stateFolder, secret.name), { force: true });
}

function withConnection(value: string, database: DatabaseInstance | undefined): string {
  if (database === undefined) return value;
  const host = database.sourceInstance === undefined ? 'postgres' : 'postgres-replica';
  return attachDatabase(value, database, host);
}

function ownFile({ stateFolder }: LocalEnvironment, name: string): string {
  return join(stateFolder, 'secrets', 'own', name);
}
