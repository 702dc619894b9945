import type { DatabaseSummary } from '../../operations/database/database-summary.ts';
import type { SwappedDatabase } from '../../operations/database/swap-database.ts';
import type { EnvironmentName } from '../../operations/target.ts';

/** What a person is told of an instance that was restored beside the primary. */
export function restoredLines(restored: DatabaseSummary, useIt: string): readonly string[] {
  const { identifier, endpoint } = restored;
  return [
    `${identifier} is available at ${endpoint?.address}:${endpoint?.port}, with the users and passwords of that time.`,
    `It costs as much as the primary until it is deleted (${sizeOf(restored)}).`,
    `The store still uses the primary. To put it onto ${identifier}: ${useIt}`,
  ];
}

/** What a person is told once an instance has the primary's name. */
export function swappedLines(
  { primary, before }: SwappedDatabase,
  environment: EnvironmentName,
): readonly string[] {
  return [
    `The store uses the restored database, ${primary.identifier}.`,
    ...(before === undefined ? [] : beforeLines(before)),
    ...(environment === 'local'
      ? []
      : (before?.replicas ?? []).flatMap((each) => replicaLines(each, primary))),
    'If a password was changed since that time, the store cannot sign in: run store:setup, which sets it again.',
  ];
}

function beforeLines(before: DatabaseSummary): readonly string[] {
  const { identifier } = before;
  return [
    `The one from before is ${identifier}, with all that was written since. It costs as much as the primary (${sizeOf(before)}).`,
    `When it is not needed: aws rds delete-db-instance --db-instance-identifier ${identifier} --final-db-snapshot-identifier ${identifier}-final`,
  ];
}

function sizeOf({ instanceClass, sizeGiB }: DatabaseSummary): string {
  return `${instanceClass}, ${sizeGiB} GiB`;
}

/** On RDS a replica stays with the instance that it was made from, whatever its name. */
function replicaLines(replica: string, { identifier }: DatabaseSummary): readonly string[] {
  return [
    `${replica} still replicates the database from before, so that the store reads old data there. Replace it:`,
    `  aws rds modify-db-instance --db-instance-identifier ${replica} --new-db-instance-identifier ${replica}-before --apply-immediately`,
    `  aws rds create-db-instance-read-replica --db-instance-identifier ${replica} --source-db-instance-identifier ${identifier}`,
  ];
}
