import { z } from 'zod';
import { flag, keyValueList, number, text, texts, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';

const time = '([01]\\d|2[0-3]):[0-5]\\d';
const moment = `(mon|tue|wed|thu|fri|sat|sun):${time}`;
const daily = text.refine(
  (window) => new RegExp(`^${time}-${time}$`).test(window),
  'expected times in UTC, such as 18:00-19:00',
);
const weekly = text.refine(
  (window) => new RegExp(`^${moment}-${moment}$`, 'i').test(window),
  'expected days and times in UTC, such as sun:18:00-sun:19:00',
);

const logDelivery = z.strictObject({
  DestinationDetails: z.strictObject({
    CloudWatchLogsDetails: z.strictObject({ LogGroup: text }).optional(),
    KinesisFirehoseDetails: z.strictObject({ DeliveryStream: text }).optional(),
  }),
  DestinationType: z.enum(['cloudwatch-logs', 'kinesis-firehose']),
  LogFormat: z.enum(['text', 'json']),
  LogType: z.enum(['slow-log', 'engine-log']),
});

const additionalVolume = z.strictObject({
  VolumeName: text.optional(),
  StorageOperationStatus: text.optional(),
  StorageOperationPercentProgress: number.optional(),
});

/** The values of those properties of RDS and ElastiCache that are recorded and are no plain text. */
const forms: Readonly<Record<string, z.ZodType>> = {
  AZMode: z.enum(['single-az', 'cross-az']),
  AdditionalStorageVolumes: z.array(additionalVolume),
  AllowMajorVersionUpgrade: flag,
  ApplyImmediately: flag,
  AssociatedRoles: z.array(z.strictObject({ FeatureName: text, RoleArn: text })),
  AtRestEncryptionEnabled: flag,
  AutoMinorVersionUpgrade: flag,
  AutomaticBackupReplicationRetentionPeriod: wholeNumber(1, 35),
  CacheSecurityGroupNames: texts,
  CertificateRotationRestart: flag,
  CopyTagsToSnapshot: flag,
  DBSecurityGroups: texts,
  DataTieringEnabled: flag,
  DedicatedLogVolume: flag,
  DeleteAutomatedBackups: flag,
  DeletionProtection: flag,
  Durability: z.enum(['default', 'async', 'sync', 'disabled']),
  EnablePerformanceInsights: flag,
  EngineLifecycleSupport: z.enum([
    'open-source-rds-extended-support',
    'open-source-rds-extended-support-disabled',
  ]),
  IpDiscovery: z.enum(['ipv4', 'ipv6']),
  LogDeliveryConfigurations: uniqueList(logDelivery, 'LogType'),
  NetworkType: z.enum(['IPV4', 'DUAL', 'ipv4', 'ipv6', 'dual_stack']),
  PreferredAvailabilityZones: texts,
  PreferredCacheClusterAZs: texts,
  PreferredMaintenanceWindow: weekly,
  ProcessorFeatures: z.array(
    z.strictObject({ Name: z.enum(['coreCount', 'threadsPerCore']).optional(), Value: text.optional() }),
  ),
  PubliclyAccessible: flag,
  ReplicaAvailabilityZones: texts,
  ReplicaCount: wholeNumber(0, 5),
  SecurityGroupIds: texts,
  SnapshotWindow: daily,
  Tags: keyValueList,
  UseDefaultProcessorFeatures: flag,
  VPCSecurityGroups: texts,
  VpcSecurityGroupIds: texts,
};

/** Properties of a data store on which nothing acts, for one reason: their values are checked by their forms all the same. */
export function eachRecorded(names: readonly string[], why: string) {
  return Object.fromEntries(names.map((name) => [name, recorded(why, forms[name] ?? text)]));
}

/** Properties that are refused for one reason. */
export function eachRefused(names: readonly string[], why: string) {
  return Object.fromEntries(names.map((name) => [name, refused(why)]));
}
