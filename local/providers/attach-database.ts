import { z } from 'zod';
import type { DatabaseInstance } from '../../definition/model/data-stores.ts';
import { Failure } from '../../failure/failure.ts';

const secretValue = z.record(z.string(), z.json());

/**
 * A secret's JSON with the connection details that a target attachment adds to it.
 * Fails with `SECRET_NOT_JSON`, without showing the value.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secrettargetattachment.html
 */
export function attachDatabase(secretJson: string, database: DatabaseInstance, host: string): string {
  const { engine, port, databaseName, identifier } = database;
  const details = { engine, host, port, dbname: databaseName, dbInstanceIdentifier: identifier };
  return JSON.stringify({ ...parseSecret(secretJson, database), ...details });
}

function parseSecret(secretJson: string, { logicalId }: DatabaseInstance) {
  try {
    return secretValue.parse(JSON.parse(secretJson));
  } catch {
    // The cause is left out: it quotes the value.
    throw new Failure(
      'SECRET_NOT_JSON',
      `The secret that is attached to ${logicalId} is not a JSON object.`,
      {
        hint: 'Give its GenerateSecretString a SecretStringTemplate and a GenerateStringKey.',
      },
    );
  }
}
