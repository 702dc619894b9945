import { randomInt } from 'node:crypto';
import { chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AwsClients } from '../../aws/clients.ts';
import type { SecretDefinition } from '../../definition/model/secrets.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';
import { secretSource } from '../aws/secret-source.ts';
import { keptSecretFile } from '../environment/kept-secret-file.ts';
import { writePrivateFile } from '../environment/state-file.ts';
import { AwsError } from './api/aws-error.ts';
import type { Rotate } from './api/secrets/rotate-secret.ts';
import { composeService } from './compose-service.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import type { Emulation } from './emulation/emulation.ts';
import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import { passwordServer } from './rotation/change-password.ts';
import { rotateSecret } from './rotation/rotate-secret.ts';

interface Surroundings {
  readonly loop: ReconcileLoop;
  readonly emulation: Pick<Emulation, 'valuesChanged'>;
  readonly clients: () => AwsClients;
}

/** Rotates the secrets of the released definition, one after the other. */
export function openRotation(options: ControlPlaneOptions, surroundings: Surroundings): Rotate {
  let turn: Promise<unknown> = Promise.resolve();
  return (secretId) => {
    const result = turn.then(() => rotate(options, surroundings, secretId));
    turn = result.catch(() => undefined);
    return result;
  };
}

async function rotate(options: ControlPlaneOptions, { loop, emulation, clients }: Surroundings, id: string) {
  const { engine, settings, log } = options;
  const workload = loop.persisted().released?.workload;
  const secretsManager = await clients().secretsManager();
  const { ARN = id, Name = id } = await secretsManager.describeSecret({ SecretId: id });
  const secret = rotatable(workload, Name);
  const server = await composeService(engine, settings.environmentName, 'postgres');
  const { databaseName } =
    workload?.databases.find(({ logicalId }) => logicalId === secret.attachedDatabase) ?? {};
  if (server === undefined || databaseName === undefined) {
    throw new Failure('SECRET_NOT_ROTATABLE', `The database of the secret ${Name} does not run.`);
  }
  const VersionId = await rotateSecret(secret, {
    server: passwordServer(engine, server, databaseName),
    read: (secretId) => secretSource(clients).secretValue({ secretId }),
    put: async (SecretId, SecretString) =>
      (await secretsManager.putSecretValue({ SecretId, SecretString })).VersionId ?? '',
    keep: (name, value) => keepValue(keptSecretFile(settings.stateFolder, name), value),
    random: randomInt,
  });
  emulation.valuesChanged();
  log.info('a secret was rotated', { secret: Name, versionId: VersionId });
  return { ARN, Name, VersionId };
}

/** The words of Secrets Manager for a secret without a rotation. */
function rotatable(workload: Workload | undefined, name: string): SecretDefinition {
  const secret = workload?.secrets.find((each) => each.name === name);
  if (secret?.rotation !== undefined && secret.generate !== undefined) return secret;
  throw new AwsError(
    'InvalidRequestException',
    'No Lambda rotation function ARN is associated with this secret.',
  );
}

/** The state folder belongs to whoever runs `local:up`, which this process may not be. */
async function keepValue(path: string, value: string): Promise<void> {
  await writePrivateFile(path, value);
  const { uid, gid } = await stat(dirname(path));
  await chown(path, uid, gid);
}
