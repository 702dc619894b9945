import { allPages } from '../../aws/all-pages.ts';
import type { AwsClients } from '../../aws/clients.ts';
import type { DBInstance } from '../../aws/rds-types.ts';
import { Failure } from '../../failure/failure.ts';
import { awsCommand } from '../aws-command.ts';
import type { StackResource } from './stack-contents.ts';

/**
 * Refuses to delete a stack in whose network there are databases of others, such as those that `db:restore` has made:
 * CloudFormation would delete services, edge and secrets before it came to the subnets, which it may not delete while those are
 * in them. Raises `DATABASES_IN_THE_WAY` with the commands that delete them.
 */
export async function refuseOtherDatabases(
  { rds: open }: Pick<AwsClients, 'rds'>,
  contents: readonly StackResource[],
): Promise<void> {
  const idsOf = (type: string) =>
    contents.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId.toLowerCase());
  const [groups, own] = [idsOf('AWS::RDS::DBSubnetGroup'), idsOf('AWS::RDS::DBInstance')];
  if (groups.length === 0) return;
  const rds = await open();
  const instances: readonly DBInstance[] = await allPages(async (Marker) => {
    const page = await rds.describeDBInstances({ ...(Marker !== undefined && { Marker }) });
    return { items: page.DBInstances ?? [], next: page.Marker };
  });
  const others = instances.flatMap(({ DBInstanceIdentifier: name, DBSubnetGroup: group }) =>
    name !== undefined && !own.includes(name) && groups.includes(group?.DBSubnetGroupName ?? '')
      ? [name]
      : [],
  );
  if (others.length === 0) return;
  const deletions = others.map((name) => {
    const named = ['--db-instance-identifier', name, '--final-db-snapshot-identifier', `${name}-final`];
    return awsCommand(rds, ['rds', 'delete-db-instance', ...named]);
  });
  throw new Failure(
    'DATABASES_IN_THE_WAY',
    `Databases that are not of the stack are in its network: ${others.join(', ')}`,
    {
      hint: `Nothing was deleted. Delete them first (a read replica with --skip-final-snapshot and no name for one), then run it again:\n  ${(await Promise.all(deletions)).join('\n  ')}`,
    },
  );
}
