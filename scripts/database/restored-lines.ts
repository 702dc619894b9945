import { command } from '../../failure/command.ts';
import type { DatabaseSummary } from '../../operations/database/database-summary.ts';
import type { ReplacedDatabase } from '../../operations/database/replace-database.ts';
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
  { primary, before, replicaBefore }: ReplacedDatabase,
  environment: EnvironmentName,
): readonly string[] {
  return [
    `The store uses the restored database, ${primary.identifier}.`,
    ...(environment === 'local'
      ? [
          `If a password was changed since that time, the store cannot sign in. To set it again: ${command('store:setup')}`,
        ]
      : ['All tasks are new ones, and the storefront answers.']),
    ...(before === undefined ? [] : beforeLines(before)),
    ...(replicaBefore === undefined ? [] : replicaLines(replicaBefore, before?.isProtected === true)),
  ];
}

function beforeLines(before: DatabaseSummary): readonly string[] {
  const { identifier, isProtected } = before;
  return [
    `The one from before is ${identifier}, with all that was written since. It costs as much as the primary (${sizeOf(before)}).`,
    'When it is not needed:',
    ...(isProtected ? [allowDeletion(identifier)] : []),
    `  aws rds delete-db-instance --db-instance-identifier ${identifier} --final-db-snapshot-identifier ${identifier}-final`,
  ];
}

function replicaLines(replica: string, isProtected: boolean): readonly string[] {
  return [
    `Its read replica is ${replica}, which nothing reads from any more. Delete it first:`,
    ...(isProtected ? [allowDeletion(replica)] : []),
    `  aws rds delete-db-instance --db-instance-identifier ${replica} --skip-final-snapshot`,
  ];
}

const allowDeletion = (identifier: string): string =>
  `  aws rds modify-db-instance --db-instance-identifier ${identifier} --no-deletion-protection --apply-immediately`;

function sizeOf({ instanceClass, sizeGiB }: DatabaseSummary): string {
  return `${instanceClass}, ${sizeGiB} GiB`;
}
