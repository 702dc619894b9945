import type { DBInstance } from '../../aws/rds-types.ts';

/** What an instance that is made after the example of another has of it, whether it is restored or replicates. */
export function settingsOf(instance: DBInstance) {
  return {
    DBInstanceClass: instance.DBInstanceClass,
    DBParameterGroupName: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
    VpcSecurityGroupIds: instance.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
    MultiAZ: instance.MultiAZ,
    PubliclyAccessible: instance.PubliclyAccessible,
    StorageType: instance.StorageType,
    AutoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade,
    CopyTagsToSnapshot: instance.CopyTagsToSnapshot,
    DeletionProtection: instance.DeletionProtection,
    Tags: instance.TagList?.filter(({ Key }) => Key?.startsWith('aws:') !== true),
  };
}
