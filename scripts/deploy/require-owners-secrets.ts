import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';
import type { Target } from '../../operations/target.ts';

/** Secrets that tasks need and the app does not make, as their values are the owner's alone. */
export interface OwnersSecrets {
  readonly names: readonly string[];
  readonly region: string;
  /** The command to give once they are there. */
  readonly runAgain: string;
}

/**
 * Refuses a deployment whose tasks could not start for want of a secret: CloudFormation would try for long. Raises
 * `NO_MAIL_SECRET` with the command that makes it, or that restores one that was deleted.
 */
export async function requireOwnersSecrets(
  clients: Pick<Target['clients'], 'secretsManager'>,
  { names, region, runAgain }: OwnersSecrets,
): Promise<void> {
  const secrets = await clients.secretsManager();
  for (const name of names) {
    try {
      const { DeletedDate } = await secrets.describeSecret({ SecretId: name });
      if (DeletedDate !== undefined) throw deletedSecret(name, region, runAgain);
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
      throw noSecret(name, region, runAgain);
    }
  }
}

function noSecret(name: string, region: string, runAgain: string): Failure {
  return new Failure(
    'NO_MAIL_SECRET',
    `Secrets Manager has no secret ${name} in ${region}, which tasks of the store need`,
    {
      hint: `Make it; for a mail server, with {"username":"...","password":"..."} in smtp.json: aws secretsmanager create-secret --region ${region} --name ${name} --secret-string file://smtp.json. Then delete the file, and run ${runAgain}.`,
    },
  );
}

/** Its name is taken until it is gone, which takes days. */
function deletedSecret(name: string, region: string, runAgain: string): Failure {
  return new Failure(
    'NO_MAIL_SECRET',
    `The secret ${name} in ${region}, which tasks of the store need, is scheduled for deletion`,
    {
      hint: `Restore it: aws secretsmanager restore-secret --region ${region} --secret-id ${name}. Then run ${runAgain}.`,
    },
  );
}
