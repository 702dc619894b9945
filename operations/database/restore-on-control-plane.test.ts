import { beforeEach, expect, test } from 'vitest';
import type { AwsClients } from '../../aws/clients.ts';
import type { DatabaseInstance } from '../../definition/model/data-stores.ts';
import { inMemoryControlPlane } from '../../local/control-plane/api/testing/in-memory-control-plane.ts';
import { sampleState, sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { sampleWorkload } from '../../local/control-plane/api/testing/sample-workload.ts';
import { type ServedGateway, serveGateway } from '../../local/control-plane/api/testing/served-gateway.ts';
import type { DatabaseParts } from '../../local/control-plane/databases/database-parts.ts';
import { databasesOn } from '../../local/control-plane/databases/databases.ts';
import { backUpIfNeeded } from '../../local/control-plane/databases/keep-backups.ts';
import {
  inMemoryParts,
  type RecordingHost,
  recordingHost,
} from '../../local/control-plane/databases/testing/in-memory-databases.ts';
import { primaryOf, requireDatabase } from './find-database.ts';
import { restoreDatabase } from './restore-database.ts';
import { takeSnapshot } from './snapshot-database.ts';
import { swapDatabase } from './swap-database.ts';

const primary: DatabaseInstance = {
  ...{ logicalId: 'Primary', identifier: primaryOf('local'), engine: 'postgres', port: 5432, parameters: {} },
  settings: { backupRetentionDays: 7, isMultiAz: true, securityGroups: ['sg-1'], subnetGroup: 'private' },
};

let host: RecordingHost;
let parts: DatabaseParts;
let gateway: ServedGateway;
let rds: Awaited<ReturnType<AwsClients['rds']>>;
let statuses: string[];

beforeEach(async () => {
  host = recordingHost();
  statuses = [];
  parts = inMemoryParts(
    () => [primary],
    () => sampleTime,
    host,
  );
  const workload = { ...sampleWorkload, databases: [primary] };
  const controlPlane = inMemoryControlPlane(sampleState, { workload, digest: 'd' }, () => sampleTime, {
    databases: databasesOn(parts),
  });
  gateway = await serveGateway(controlPlane);
  rds = await gateway.clients.rds();
  await backUpIfNeeded(parts, 0);
  return () => gateway.close();
});

const watch = {
  ...{ everyMs: 1, signal: new AbortController().signal },
  onStatus: (status: string) => void statuses.push(status),
};
const names = { primary: primary.identifier, restored: 'restored', before: 'before' };

async function restore() {
  const source = await requireDatabase(rds, primary.identifier);
  return await restoreDatabase(rds, source, { to: { kind: 'latest' }, identifier: 'restored' }, watch);
}

async function foldersByName() {
  const { served, instances } = parts.kept.state();
  return {
    [primary.identifier]: served?.folder,
    ...Object.fromEntries(instances.map((each) => [each.identifier, each.folder])),
  };
}

test('a database is restored beside the primary, as large and as protected as that', async () => {
  const asked: object[] = [];
  rds.middlewareStack.add(
    (next) => async (call) => {
      asked.push(call.input);
      return await next(call);
    },
    { step: 'initialize' },
  );
  const restored = await restore();
  expect(restored).toMatchObject({ identifier: 'restored', status: 'available' });
  expect(asked).toContainEqual(
    expect.objectContaining({
      SourceDBInstanceIdentifier: primary.identifier,
      UseLatestRestorableTime: true,
      VpcSecurityGroupIds: ['sg-1'],
      DBSubnetGroupName: 'private',
      MultiAZ: true,
      PubliclyAccessible: false,
    }),
  );
});

test('a time of which there is no backup is a wrong value, and the times in between are said', async () => {
  const source = await requireDatabase(rds, primary.identifier);
  const to = { kind: 'time', at: new Date('2020-01-01T00:00:00Z') } as const;
  await expect(restoreDatabase(rds, source, { to, identifier: 'restored' }, watch)).rejects.toMatchObject({
    ...{ code: 'NOT_RESTORABLE', exitCode: 2 },
    message: expect.stringContaining('RestoreTime must be between'),
  });
});

test('a restored database takes the primary’s name, and what was the primary stays under another', async () => {
  await restore();
  const before = await foldersByName();
  const swapped = await swapDatabase(rds, names, watch);
  expect(swapped.before?.identifier).toBe('before');
  expect(await foldersByName()).toEqual({ [primary.identifier]: before.restored, before: 'primary' });
});

test('a change of names that was interrupted between the two goes on', async () => {
  await restore();
  const { restored } = await foldersByName();
  await rds.modifyDBInstance({
    DBInstanceIdentifier: primary.identifier,
    NewDBInstanceIdentifier: 'before-that',
    ApplyImmediately: true,
  });
  const swapped = await swapDatabase(rds, names, watch);
  expect(swapped.before).toBeUndefined();
  expect(await foldersByName()).toEqual({ [primary.identifier]: restored, 'before-that': 'primary' });
});

test('nothing is renamed for an instance that is not there, or not available', async () => {
  await expect(swapDatabase(rds, names, watch)).rejects.toMatchObject({
    ...{ code: 'DATABASE_NOT_FOUND', exitCode: 2 },
  });
  await restore();
  const { restored = '' } = await foldersByName();
  host.conditions.set(restored, { state: 'ended' });
  await expect(swapDatabase(rds, names, watch)).rejects.toMatchObject({ code: 'DATABASE_NOT_AVAILABLE' });
  expect((await foldersByName())[primary.identifier]).toBe('primary');
});

test('a snapshot that there is not is refused by its name', async () => {
  const to = { kind: 'snapshot', snapshot: 'bogus' } as const;
  const source = await requireDatabase(rds, primary.identifier);
  await expect(restoreDatabase(rds, source, { to, identifier: 'r' }, watch)).rejects.toMatchObject({
    ...{ code: 'SNAPSHOT_UNKNOWN', exitCode: 2, message: 'There is no snapshot bogus' },
    hint: expect.stringContaining('aws rds describe-db-snapshots'),
  });
});

test('a restore that fails is an error with the instance’s status', async () => {
  host.startRestored = async ({ folder }) => void host.conditions.set(folder, { state: 'ended' });
  await expect(restore()).rejects.toMatchObject({
    code: 'DATABASE_FAILED',
    message: 'The database instance restored is incompatible-restore',
  });
});

test('a snapshot is taken, and one that fails is an error', async () => {
  expect(await takeSnapshot(rds, primary.identifier, 'kept', watch)).toMatchObject({
    identifier: 'kept',
    instance: primary.identifier,
  });
  host.backUp = async () => await Promise.reject(new Error('no space left'));
  await expect(takeSnapshot(rds, primary.identifier, 'failing', watch)).rejects.toMatchObject({
    code: 'SNAPSHOT_FAILED',
  });
});
