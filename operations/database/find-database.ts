import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { awsCommand } from '../aws-command.ts';
import type { EnvironmentName } from '../target.ts';

/** The identifier of the store's primary, as `stack/` gives it. */
export function primaryOf(environment: EnvironmentName): string {
  return `spree-${environment}-postgres`;
}

/** An instance by its identifier; undefined where there is none. */
export async function findDatabase(rds: RDS, DBInstanceIdentifier: string): Promise<DBInstance | undefined> {
  try {
    const { DBInstances = [] } = await rds.describeDBInstances({ DBInstanceIdentifier });
    return DBInstances[0];
  } catch (error) {
    if (isNamed(error, 'DBInstanceNotFoundFault')) return undefined;
    throw error;
  }
}

/** Raises `DATABASE_NOT_FOUND`. */
export async function requireDatabase(rds: RDS, identifier: string): Promise<DBInstance> {
  const found = await findDatabase(rds, identifier);
  if (found !== undefined) return found;
  throw new Failure(notFound, noDatabase(identifier), { hint: await listHint(rds) });
}

/** The same for an instance that somebody has named. */
export async function requireGivenDatabase(rds: RDS, identifier: string): Promise<DBInstance> {
  const found = await findDatabase(rds, identifier);
  if (found !== undefined) return found;
  throw wrongUsage(notFound, noDatabase(identifier), await listHint(rds));
}

const notFound = 'DATABASE_NOT_FOUND';

function noDatabase(identifier: string): string {
  return `There is no database instance ${identifier}`;
}

async function listHint(rds: RDS): Promise<string> {
  const list = ['rds', 'describe-db-instances', '--query', "'DBInstances[].DBInstanceIdentifier'"];
  return `List them: ${await awsCommand(rds, list)}`;
}
