import type { DatabaseSnapshot } from '../../../model/databases.ts';
import type { ControlPlane } from '../../control-plane.ts';
import { definedAs, rdsArn } from '../find.ts';
import { tagList } from './db-instance.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html */
export function dbSnapshotShape(snapshot: DatabaseSnapshot, controlPlane: ControlPlane): object {
  const defined = definedAs(controlPlane, snapshot);
  const settings = defined?.settings ?? {};
  const isAvailable = snapshot.status === 'available';
  return {
    DBSnapshotIdentifier: snapshot.identifier,
    DBInstanceIdentifier: snapshot.instance,
    SnapshotCreateTime: new Date(snapshot.startedAtMs),
    Engine: 'postgres',
    AllocatedStorage: settings.allocatedStorageGiB,
    Status: snapshot.status,
    Port: 5432,
    AvailabilityZone: `${controlPlane.state().region}a`,
    InstanceCreateTime: new Date(snapshot.instanceCreatedAtMs),
    MasterUsername: defined?.masterUsername,
    EngineVersion: settings.engineVersion,
    LicenseModel: 'postgresql-license',
    SnapshotType: snapshot.kind,
    PercentProgress: isAvailable ? 100 : 0,
    StorageType: settings.storageType ?? 'gp2',
    Encrypted: settings.isEncrypted ?? false,
    DBSnapshotArn: rdsArn(controlPlane, 'snapshot', snapshot.identifier),
    IAMDatabaseAuthenticationEnabled: false,
    DbiResourceId: snapshot.resourceId,
    TagList: { Tag: tagList(snapshot.tags) },
    OriginalSnapshotCreateTime: new Date(snapshot.startedAtMs),
    SnapshotTarget: 'region',
  };
}
