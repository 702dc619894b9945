import type { DatabaseSettings } from '../../../../../definition/model/data-stores.ts';
import type { LiveDatabase } from '../../../model/databases.ts';
import type { ControlPlane } from '../../control-plane.ts';
import { definedAs, rdsArn } from '../find.ts';

/**
 * An instance as RDS describes it; an absent setting has RDS's default.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
 */
export function dbInstanceShape(instance: LiveDatabase, controlPlane: ControlPlane): object {
  const defined = definedAs(controlPlane, instance);
  const settings = defined?.settings ?? {};
  const { endpoint, restorable, source, replicas } = instance;
  return {
    DBInstanceIdentifier: instance.identifier,
    DBInstanceClass: settings.instanceClass,
    Engine: 'postgres',
    DBInstanceStatus: instance.status,
    MasterUsername: masterOf(instance, controlPlane)?.masterUsername,
    DBName: masterOf(instance, controlPlane)?.databaseName,
    Endpoint: endpoint && { Address: endpoint.address, Port: endpoint.port },
    InstanceCreateTime: new Date(instance.createdAtMs),
    ...storageOf(settings),
    BackupRetentionPeriod: retentionOf(instance, settings),
    DBSecurityGroups: { DBSecurityGroup: [] },
    VpcSecurityGroups: {
      VpcSecurityGroupMembership: (settings.securityGroups ?? []).map((id) => ({
        VpcSecurityGroupId: id,
        Status: 'active',
      })),
    },
    DBParameterGroups: {
      DBParameterGroup: [
        {
          DBParameterGroupName: settings.parameterGroup ?? 'default.postgres16',
          ParameterApplyStatus: 'in-sync',
        },
      ],
    },
    DBSubnetGroup: settings.subnetGroup && {
      DBSubnetGroupName: settings.subnetGroup,
      SubnetGroupStatus: 'Complete',
    },
    PendingModifiedValues: {},
    LatestRestorableTime: restorable && wholeSeconds(restorable.toMs),
    ...zonesOf(instance, settings, controlPlane.state().region),
    EngineVersion: settings.engineVersion,
    AutoMinorVersionUpgrade: settings.upgradesMinorVersion ?? true,
    ReadReplicaSourceDBInstanceIdentifier: source,
    ReadReplicaDBInstanceIdentifiers: { ReadReplicaDBInstanceIdentifier: replicas },
    LicenseModel: 'postgresql-license',
    PubliclyAccessible: false,
    DbInstancePort: 0,
    DbiResourceId: instance.resourceId,
    CopyTagsToSnapshot: settings.copiesTagsToSnapshots ?? false,
    DBInstanceArn: rdsArn(controlPlane, 'db', instance.identifier),
    IAMDatabaseAuthenticationEnabled: false,
    DeletionProtection: instance.isDefined && (settings.isProtectedFromDeletion ?? false),
    TagList: { Tag: tagList(settings.tags) },
  };
}

/** `[{Key, Value}]`. */
export function tagList(tags: Readonly<Record<string, string>> = {}): readonly object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** A replica has the master user and the database of its source. */
function masterOf(instance: LiveDatabase, controlPlane: ControlPlane) {
  const databases = controlPlane.workload()?.workload.databases ?? [];
  const defined = definedAs(controlPlane, instance);
  return databases.find(({ logicalId }) => logicalId === defined?.sourceInstance) ?? defined;
}

function storageOf(settings: DatabaseSettings) {
  return {
    AllocatedStorage: settings.allocatedStorageGiB,
    MaxAllocatedStorage: settings.maxAllocatedStorageGiB,
    StorageType: settings.storageType ?? 'gp2',
    StorageEncrypted: settings.isEncrypted ?? false,
  };
}

/** RDS makes no backups of a replica unless it is told to. */
function retentionOf({ source }: LiveDatabase, { backupRetentionDays }: DatabaseSettings): number {
  return backupRetentionDays ?? (source === undefined ? 1 : 0);
}

/** A failover swaps the two zones. */
function zonesOf({ isFailedOver }: LiveDatabase, { isMultiAz = false }: DatabaseSettings, region: string) {
  const [zone, other] = isFailedOver ? ['b', 'a'] : ['a', 'b'];
  return {
    AvailabilityZone: `${region}${zone}`,
    MultiAZ: isMultiAz,
    SecondaryAvailabilityZone: isMultiAz ? `${region}${other}` : undefined,
  };
}

function wholeSeconds(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
