import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReplicationGroup } from '../../../definition/model/data-stores.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { ensurePrivateFolder, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { type KeptSecrets, secretValue } from '../kept-secrets.ts';
import { copyCertificate } from './copy-certificate.ts';

/**
 * Writes what the entry script of Redis reads: the token, the certificate, and the parameters. A definition without
 * Redis has none of it, not even of an earlier definition.
 */
export async function writeRedisFiles(
  environment: LocalEnvironment,
  { replicationGroups: [group] }: Workload,
  kept: KeptSecrets,
): Promise<void> {
  const folder = join(stateFile(environment, 'secrets'), 'redis');
  if (group === undefined) return await rm(folder, { recursive: true, force: true });
  await ensurePrivateFolder(folder);
  const token = group.authToken;
  const value = token === undefined ? '' : secretValue(kept, token.secret, token.jsonKey).reveal();
  await writePrivateFile(join(folder, 'token'), value);
  await writePrivateFile(join(folder, 'parameters.conf'), redisConfiguration(group));
  await writePrivateFile(join(folder, 'transit-encryption'), transitEncryption(group));
  await copyCertificate(environment, 'redis');
}

/** Whether clients speak TLS, as the entry script and the clients in the container read it. */
export function transitEncryption(group: ReplicationGroup): string {
  return group.transitEncryption === false ? 'none' : 'required';
}

/** The parameters as lines of redis.conf, and the commands that ElastiCache does not have. */
export function redisConfiguration(group: ReplicationGroup): string {
  const parameters = Object.entries(group.parameters).map(
    ([name, value]) => `${name} ${value === '' ? '""' : value}\n`,
  );
  return [...parameters, ...restrictedCommands.map((command) => `rename-command ${command} ""\n`)].join('');
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ClientConfig.RestrictedCommands.html */
const restrictedCommands = ['BGREWRITEAOF', 'BGSAVE', 'CONFIG', 'DEBUG', 'MIGRATE'].concat(
  ...['REPLICAOF', 'SAVE', 'SHUTDOWN', 'SLAVEOF', 'SYNC'],
);
