import { command } from '../../failure/command.ts';
import { awsCommand } from '../../operations/aws-command.ts';
import type { DatabaseSummary } from '../../operations/database/database-summary.ts';
import type { ReplacedDatabase } from '../../operations/database/replace-database.ts';
import type { Target } from '../../operations/target.ts';

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
export async function swappedLines(
  { primary, before, replicaBefore }: ReplacedDatabase,
  { environment, clients }: Target,
): Promise<readonly string[]> {
  const onRds: OnRds = async (...words) => `  ${await awsCommand(await clients.rds(), ['rds', ...words])}`;
  return [
    `The store uses the restored database, ${primary.identifier}.`,
    ...(environment === 'local'
      ? [
          `If a password was changed since that time, the store cannot sign in. To set it again: ${command('store:setup')}`,
        ]
      : ['All tasks are new ones, and the storefront answers.']),
    ...(before === undefined ? [] : await beforeLines(before, onRds)),
    ...(replicaBefore === undefined
      ? []
      : await replicaLines(replicaBefore, before?.isProtected === true, onRds)),
  ];
}

/** A line with a command on RDS. */
type OnRds = (...words: readonly string[]) => Promise<string>;

async function beforeLines(before: DatabaseSummary, onRds: OnRds): Promise<readonly string[]> {
  const { identifier, isProtected } = before;
  return [
    `The one from before is ${identifier}, with all that was written since. It costs as much as the primary (${sizeOf(before)}).`,
    'When it is not needed:',
    ...(isProtected ? [await allowDeletion(identifier, onRds)] : []),
    await onRds(
      ...['delete-db-instance', '--db-instance-identifier', identifier],
      ...['--final-db-snapshot-identifier', `${identifier}-final`],
    ),
  ];
}

async function replicaLines(replica: string, isProtected: boolean, onRds: OnRds): Promise<readonly string[]> {
  return [
    `Its read replica is ${replica}, which nothing reads from any more. Delete it first:`,
    ...(isProtected ? [await allowDeletion(replica, onRds)] : []),
    await onRds('delete-db-instance', '--db-instance-identifier', replica, '--skip-final-snapshot'),
  ];
}

const allowDeletion = (identifier: string, onRds: OnRds): Promise<string> =>
  onRds(
    ...['modify-db-instance', '--db-instance-identifier', identifier],
    ...['--no-deletion-protection', '--apply-immediately'],
  );

function sizeOf({ instanceClass, sizeGiB }: DatabaseSummary): string {
  return `${instanceClass}, ${sizeGiB} GiB`;
}
