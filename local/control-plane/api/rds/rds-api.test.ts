import { beforeEach, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../../aws/clients.ts';
import type { DatabaseInstance } from '../../../../definition/model/data-stores.ts';
import type { DatabaseParts } from '../../databases/database-parts.ts';
import { databasesOn } from '../../databases/databases.ts';
import { backUpIfNeeded } from '../../databases/keep-backups.ts';
import {
  inMemoryParts,
  type RecordingHost,
  recordingHost,
} from '../../databases/testing/in-memory-databases.ts';
import { inMemoryControlPlane } from '../testing/in-memory-control-plane.ts';
import { sampleState, sampleTime } from '../testing/sample-state.ts';
import { sampleWorkload } from '../testing/sample-workload.ts';
import { type ServedGateway, serveGateway } from '../testing/served-gateway.ts';

const primary: DatabaseInstance = {
  logicalId: 'Primary',
  identifier: 'store',
  engine: 'postgres',
  databaseName: 'spree',
  masterUsername: 'master',
  port: 5432,
  parameters: {},
  settings: {
    instanceClass: 'db.t3.micro',
    engineVersion: '16',
    allocatedStorageGiB: 20,
    maxAllocatedStorageGiB: 100,
    storageType: 'gp3',
    isEncrypted: true,
    isMultiAz: true,
    backupRetentionDays: 7,
    copiesTagsToSnapshots: true,
    parameterGroup: 'store-parameters',
    subnetGroup: 'store-subnets',
    securityGroups: ['sg-1'],
    tags: { team: 'shop' },
  },
};
const replica: DatabaseInstance = {
  logicalId: 'Replica',
  identifier: 'store-replica',
  engine: 'postgres',
  sourceInstance: 'Primary',
  port: 5432,
  parameters: {},
  settings: { instanceClass: 'db.t3.micro' },
};

let now: number;
let host: RecordingHost;
let parts: DatabaseParts;
let gateway: ServedGateway;
let rds: Awaited<ReturnType<AwsClients['rds']>>;

beforeEach(async () => {
  await open([primary, replica]);
  return () => gateway.close();
});

async function open(databases: readonly DatabaseInstance[]): Promise<void> {
  now = sampleTime;
  host = recordingHost();
  const workload = { ...sampleWorkload, databases };
  parts = inMemoryParts(
    () => databases,
    () => now,
    host,
  );
  const controlPlane = inMemoryControlPlane(sampleState, { workload, digest: 'd' }, () => now, {
    databases: databasesOn(parts),
  });
  gateway = await serveGateway(controlPlane);
  rds = await gateway.clients.rds();
}

async function described(identifier: string) {
  const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier: identifier });
  return DBInstances?.[0];
}

async function untilAvailable(identifier: string) {
  await expect.poll(async () => (await described(identifier))?.DBInstanceStatus).toBe('available');
}

describe('DescribeDBInstances', () => {
  it('describes the primary and its replica as the definition has them, with their servers’ addresses', async () => {
    const { DBInstances = [] } = await rds.describeDBInstances({});
    expect(DBInstances).toMatchObject([
      {
        DBInstanceIdentifier: 'store',
        DBInstanceArn: 'arn:aws:rds:ap-southeast-1:000000000000:db:store',
        DBInstanceStatus: 'available',
        DBInstanceClass: 'db.t3.micro',
        Engine: 'postgres',
        EngineVersion: '16',
        DBName: 'spree',
        MasterUsername: 'master',
        Endpoint: { Address: '127.0.0.1', Port: 5432 },
        AllocatedStorage: 20,
        MaxAllocatedStorage: 100,
        StorageType: 'gp3',
        StorageEncrypted: true,
        MultiAZ: true,
        AvailabilityZone: 'ap-southeast-1a',
        SecondaryAvailabilityZone: 'ap-southeast-1b',
        BackupRetentionPeriod: 7,
        DBParameterGroups: [{ DBParameterGroupName: 'store-parameters' }],
        DBSubnetGroup: { DBSubnetGroupName: 'store-subnets' },
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
        ReadReplicaDBInstanceIdentifiers: ['store-replica'],
        TagList: [{ Key: 'team', Value: 'shop' }],
      },
      {
        DBInstanceIdentifier: 'store-replica',
        ReadReplicaSourceDBInstanceIdentifier: 'store',
        Endpoint: { Address: '127.0.0.1', Port: 5433 },
        DBName: 'spree',
        MultiAZ: false,
        BackupRetentionPeriod: 0,
      },
    ]);
  });

  it('says when a server does not run, and finds instances by name, ARN and filter', async () => {
    host.conditions.set('postgres', { state: 'ended' });
    expect((await described('STORE'))?.DBInstanceStatus).toBe('stopped');
    const arn = 'arn:aws:rds:ap-southeast-1:000000000000:db:store-replica';
    for (const Values of [[arn], ['store-replica']]) {
      const { DBInstances } = await rds.describeDBInstances({
        Filters: [{ Name: 'db-instance-id', Values }],
      });
      expect(DBInstances?.map((each) => each.DBInstanceIdentifier)).toEqual(['store-replica']);
    }
    await expect(rds.describeDBInstances({ DBInstanceIdentifier: 'other' })).rejects.toMatchObject({
      name: 'DBInstanceNotFoundFault',
      message: 'DBInstance other not found.',
    });
    await expect(
      rds.describeDBInstances({ Filters: [{ Name: 'colour', Values: ['red'] }] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('gives pages of at least 20 records', async () => {
    await expect(rds.describeDBInstances({ MaxRecords: 5 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    const names = Array.from({ length: 25 }, (_, index) => `snapshot-${index}`);
    for (const DBSnapshotIdentifier of names) {
      await rds.createDBSnapshot({ DBInstanceIdentifier: 'store', DBSnapshotIdentifier });
    }
    const first = await rds.describeDBSnapshots({ MaxRecords: 20 });
    const second = await rds.describeDBSnapshots({ MaxRecords: 20, Marker: first.Marker });
    const pages = [first, second].flatMap(({ DBSnapshots = [] }) => DBSnapshots);
    expect(pages.map((each) => each.DBSnapshotIdentifier)).toEqual(names);
    expect(second.Marker).toBeUndefined();
  });
});

describe('a point in time', () => {
  const restore = (input: object = {}) =>
    rds.restoreDBInstanceToPointInTime({
      SourceDBInstanceIdentifier: 'store',
      TargetDBInstanceIdentifier: 'store-restored',
      UseLatestRestorableTime: true,
      ...input,
    });

  it('can be restored from the first backup on', async () => {
    expect((await described('store'))?.LatestRestorableTime).toBeUndefined();
    await expect(restore()).rejects.toMatchObject({ name: 'InvalidRestoreFault' });
    await backUpIfNeeded(parts, 0);
    now += 60_000;
    expect((await described('store'))?.LatestRestorableTime).toEqual(new Date(now - (now % 1000)));
    for (const RestoreTime of [new Date(now + 5000), new Date(sampleTime - 5000)]) {
      await expect(restore({ UseLatestRestorableTime: false, RestoreTime })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: expect.stringContaining('RestoreTime must be between'),
      });
    }
  });

  it('is restored into a new instance, from the newest backup before it and the WAL', async () => {
    await backUpIfNeeded(parts, 0);
    now += 48 * 3600_000;
    await backUpIfNeeded(parts, 0);
    now += 3600_000;
    const RestoreTime = new Date(sampleTime + 3600_000);
    const { DBInstance } = await restore({ UseLatestRestorableTime: undefined, RestoreTime });
    expect(DBInstance).toMatchObject({
      DBInstanceIdentifier: 'store-restored',
      DBInstanceStatus: 'creating',
    });
    await untilAvailable('store-restored');
    expect(host.calls).toContain('end segment postgres primary/wal');
    const { backups } = parts.kept.state();
    expect(host.restored[0]?.restore).toEqual({
      backup: `primary/backups/${backups[0]?.id}`,
      wal: 'primary/wal',
      atMs: RestoreTime.getTime(),
    });
    expect(await described('store-restored')).toMatchObject({
      ...{ DBName: 'spree', Endpoint: { Address: '127.0.0.1', Port: 40_001 }, MultiAZ: true },
      ReadReplicaDBInstanceIdentifiers: [],
    });
    const { Events = [] } = await rds.describeEvents({
      SourceIdentifier: 'store-restored',
      SourceType: 'db-instance',
    });
    expect(Events.map(({ Message, EventCategories }) => [Message, EventCategories])).toEqual([
      ['Restored from DB instance store to store-restored.', ['restoration']],
    ]);
  });

  it('is refused for a name that is taken or is none, for a source without backups, and with two times or none', async () => {
    await backUpIfNeeded(parts, 0);
    const refusals = [
      [{ TargetDBInstanceIdentifier: 'store' }, 'DBInstanceAlreadyExistsFault'],
      [{ TargetDBInstanceIdentifier: '1-store' }, 'InvalidParameterValue'],
      [{ RestoreTime: new Date(now) }, 'InvalidParameterCombination'],
      [{ UseLatestRestorableTime: false }, 'InvalidParameterCombination'],
      [{ SourceDBInstanceIdentifier: 'other' }, 'DBInstanceNotFoundFault'],
      [{ SourceDBInstanceIdentifier: 'store-replica' }, 'InvalidRestoreFault'],
    ] as const;
    for (const [input, name] of refusals) await expect(restore(input)).rejects.toMatchObject({ name });
    await gateway.close();
    await open([{ ...primary, settings: { ...primary.settings, backupRetentionDays: 0 } }]);
    expect(await backUpIfNeeded(parts, 0)).toBe(false);
    await expect(restore()).rejects.toMatchObject({ name: 'PointInTimeRestoreNotEnabledFault' });
  });

  it('that cannot be restored leaves an instance that says so, and an event with the reason', async () => {
    await backUpIfNeeded(parts, 0);
    host.startRestored = async ({ folder }) => void host.conditions.set(folder, { state: 'ended' });
    await restore();
    await expect
      .poll(async () => (await described('store-restored'))?.DBInstanceStatus)
      .toBe('incompatible-restore');
    const { Events = [] } = await rds.describeEvents({ EventCategories: ['failure'] });
    expect(Events[0]?.Message).toContain('FATAL: recovery ended');
  });
});

describe('a snapshot', () => {
  it('is taken, described, restored and deleted', async () => {
    const { DBSnapshot } = await rds.createDBSnapshot({
      DBInstanceIdentifier: 'store',
      DBSnapshotIdentifier: 'Before-Sale',
      Tags: [{ Key: 'why', Value: 'sale' }],
    });
    expect(DBSnapshot).toMatchObject({ DBSnapshotIdentifier: 'before-sale', SnapshotType: 'manual' });
    const find = async () =>
      (await rds.describeDBSnapshots({ DBInstanceIdentifier: 'store' })).DBSnapshots ?? [];
    await expect.poll(async () => (await find())[0]?.Status).toBe('available');
    expect(await find()).toMatchObject([
      {
        PercentProgress: 100,
        TagList: [
          { Key: 'team', Value: 'shop' },
          { Key: 'why', Value: 'sale' },
        ],
      },
    ]);
    expect(host.calls).toContain('back up postgres snapshots/before-sale');
    await rds.restoreDBInstanceFromDBSnapshot({
      DBInstanceIdentifier: 'copy',
      DBSnapshotIdentifier: 'before-sale',
    });
    await untilAvailable('copy');
    expect(host.restored[0]?.restore).toEqual({ backup: 'snapshots/before-sale' });
    await rds.deleteDBSnapshot({ DBSnapshotIdentifier: 'before-sale' });
    expect(await find()).toEqual([]);
    await expect(rds.describeDBSnapshots({ DBSnapshotIdentifier: 'before-sale' })).rejects.toMatchObject({
      name: 'DBSnapshotNotFoundFault',
    });
  });

  it('is taken once by its name', async () => {
    const input = { DBInstanceIdentifier: 'store', DBSnapshotIdentifier: 'once' };
    await rds.createDBSnapshot(input);
    await expect(rds.createDBSnapshot(input)).rejects.toMatchObject({ name: 'DBSnapshotAlreadyExistsFault' });
  });
});

describe('RebootDBInstance', () => {
  it('restarts the server in order', async () => {
    const { DBInstance } = await rds.rebootDBInstance({ DBInstanceIdentifier: 'store' });
    expect(DBInstance?.DBInstanceStatus).toBe('rebooting');
    await untilAvailable('store');
    expect(host.calls).toEqual(['restart postgres order']);
    const { Events = [] } = await rds.describeEvents({ SourceType: 'db-instance' });
    expect(Events.map(({ Message }) => Message)).toEqual(['DB instance shutdown', 'DB instance restarted']);
  });

  it('fails over to the other Availability Zone, and back', async () => {
    const zone = async () => (await described('store'))?.AvailabilityZone;
    await rds.rebootDBInstance({ DBInstanceIdentifier: 'store', ForceFailover: true });
    await untilAvailable('store');
    expect([host.calls, await zone()]).toEqual([['restart postgres failure'], 'ap-southeast-1b']);
    const { Events = [] } = await rds.describeEvents({ EventCategories: ['failover'] });
    expect(Events.map(({ Message }) => Message)).toEqual([
      'Multi-AZ instance failover started.',
      'Multi-AZ instance failover completed',
    ]);
    await rds.rebootDBInstance({ DBInstanceIdentifier: 'store', ForceFailover: true });
    await untilAvailable('store');
    expect(await zone()).toBe('ap-southeast-1a');
  });

  it('refuses a failover without a standby, and what is not available', async () => {
    await expect(
      rds.rebootDBInstance({ DBInstanceIdentifier: 'store-replica', ForceFailover: true }),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
    host.conditions.set('postgres', { state: 'starting' });
    await expect(rds.rebootDBInstance({ DBInstanceIdentifier: 'store' })).rejects.toMatchObject({
      name: 'InvalidDBInstanceStateFault',
    });
    expect(host.calls).toEqual([]);
  });
});

describe('a restored instance takes the place of the primary', () => {
  const rename = async (from: string, to: string) => {
    await rds.modifyDBInstance({
      DBInstanceIdentifier: from,
      NewDBInstanceIdentifier: to,
      ApplyImmediately: true,
    });
    await untilAvailable(to);
  };

  it('by its name: the old primary stays under another one until it is deleted', async () => {
    await backUpIfNeeded(parts, 0);
    await rds.restoreDBInstanceToPointInTime({
      ...{ SourceDBInstanceIdentifier: 'store', TargetDBInstanceIdentifier: 'restored' },
      UseLatestRestorableTime: true,
    });
    await untilAvailable('restored');
    const folder = host.restored[0]?.folder;
    await expect(
      rds.deleteDBInstance({ DBInstanceIdentifier: 'store', SkipFinalSnapshot: true }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    });
    await rename('store', 'store-old');
    await expect(described('store')).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
    await rename('restored', 'store');
    expect(host.calls.slice(3)).toEqual([
      ...['serve nothing', 'start primary'],
      ...[`remove ${folder}`, `serve ${folder}`, 'copy replica'],
    ]);
    // What is served now has other data, of which there is no backup yet.
    expect((await described('store'))?.LatestRestorableTime).toBeUndefined();
    expect(await backUpIfNeeded(parts, 0)).toBe(true);
    await expect(rds.deleteDBInstance({ DBInstanceIdentifier: 'store-old' })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    });
    const deletion = { DBInstanceIdentifier: 'store-old', FinalDBSnapshotIdentifier: 'store-last' };
    await rds.deleteDBInstance(deletion);
    await expect.poll(async () => (await rds.describeDBInstances({})).DBInstances?.length).toBe(2);
    await expect
      .poll(() => host.calls.slice(-4))
      .toEqual([
        'back up primary snapshots/store-last',
        ...['remove primary', 'delete data primary', 'delete archived primary'],
      ]);
    expect(host.calls).not.toContain(`delete data ${folder}`);
  });

  it('and no other change of an instance is made behind the definition’s back', async () => {
    await expect(
      rds.modifyDBInstance({ DBInstanceIdentifier: 'store', AllocatedStorage: 40 }),
    ).rejects.toMatchObject({ name: 'NotImplemented', message: expect.stringContaining('AllocatedStorage') });
  });
});

it('an operation that is not there is refused by its name', async () => {
  await expect(rds.describeDBClusters({})).rejects.toMatchObject({
    message: expect.stringContaining('DescribeDBClusters'),
  });
});
