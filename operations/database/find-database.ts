import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';
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
  const list = ['rds', 'describe-db-instances', '--query', "'DBInstances[].DBInstanceIdentifier'"];
  throw new Failure('DATABASE_NOT_FOUND', `There is no database instance ${identifier}`, {
    hint: `List them: ${await awsCommand(rds, list)}`,
  });
}
