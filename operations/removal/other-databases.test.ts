import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { refuseOtherDatabases } from './other-databases.ts';
import type { StackResource } from './stack-contents.ts';

const resource = (type: string, physicalId: string): StackResource => ({
  ...{ logicalId: physicalId, type, physicalId },
  ...{ properties: {}, whenDeleted: 'goes' as const },
});
const contents = [
  resource('AWS::RDS::DBSubnetGroup', 'spree-staging-postgres'),
  resource('AWS::RDS::DBInstance', 'spree-staging-postgres'),
];

/** Whether RDS with these instances, each with its subnet group, on two pages, lets the stack go. */
async function refuse(instances: Readonly<Record<string, string>>): Promise<void> {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
  const described = Object.entries(instances).map(([DBInstanceIdentifier, DBSubnetGroupName]) => ({
    DBInstanceIdentifier,
    DBSubnetGroup: { DBSubnetGroupName },
  }));
  answering(await clients.rds(), {
    DescribeDBInstances: ({ Marker }: { readonly Marker?: string }) =>
      Marker === undefined
        ? { $metadata: {}, DBInstances: described.slice(0, 1), Marker: 'more' }
        : { $metadata: {}, DBInstances: described.slice(1) },
  });
  await refuseOtherDatabases(clients, contents);
}

test('a stack whose network has its own databases alone may be deleted', async () => {
  await refuse({ 'spree-staging-postgres': 'spree-staging-postgres', other: 'default' });
});

test('databases that were restored into the network of a stack are named before anything is deleted', async () => {
  const restored = 'spree-staging-postgres-restored-20270115103000';
  const network = 'spree-staging-postgres';
  await expect(
    refuse({ 'spree-staging-postgres': network, other: 'default', [restored]: network }),
  ).rejects.toMatchObject({
    code: 'DATABASES_IN_THE_WAY',
    message: `Databases that are not of the stack are in its network: ${restored}`,
    hint: expect.stringContaining(`delete-db-instance --db-instance-identifier ${restored} `),
  });
});

test('a stack without databases needs no look at them', async () => {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
  await refuseOtherDatabases(clients, []);
});
