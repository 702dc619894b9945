import { z } from 'zod';
import { flag, keyValueList, number, text, texts, wholeNumber } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
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
  StorageType: text.optional(),
  AllocatedStorage: text.optional(),
  Iops: number.optional(),
  MaxAllocatedStorage: number.optional(),
  StorageThroughput: number.optional(),
  StorageOperationStatus: text.optional(),
  StorageOperationPercentProgress: number.optional(),
});

/** Days for which RDS keeps what Performance Insights measures: a week, months of 31 days, or two years. */
const insightDays = number.refine(
  (days) => days === 7 || days === 731 || (days % 31 === 0 && days >= 31 && days <= 713),
  'expected 7, 731, or months of 31 days',
);

/** The values of those properties of RDS and ElastiCache that are recorded and are no plain text. */
const forms: Readonly<Record<string, z.ZodType>> = {
  AZMode: z.enum(['single-az', 'cross-az']),
  AdditionalStorageVolumes: z.array(additionalVolume),
  AllocatedStorage: text.refine((size) => /^\d+$/.test(size), 'expected a number of GiB'),
  AllowMajorVersionUpgrade: flag,
  ApplyImmediately: flag,
  AssociatedRoles: z.array(z.strictObject({ FeatureName: text, RoleArn: text })),
  AtRestEncryptionEnabled: flag,
  AutoMinorVersionUpgrade: flag,
  AutomaticBackupReplicationRetentionPeriod: wholeNumber(1, 35),
  BackupRetentionPeriod: wholeNumber(0, 35),
  BackupTarget: z.enum(['region', 'outposts']),
  CacheSecurityGroupNames: texts,
  CertificateRotationRestart: flag,
  CopyTagsToSnapshot: flag,
  DBSecurityGroups: texts,
  DataTieringEnabled: flag,
  DatabaseInsightsMode: z.enum(['standard', 'advanced']),
  DedicatedLogVolume: flag,
  DeleteAutomatedBackups: flag,
  DeletionProtection: flag,
  Durability: z.enum(['default', 'async', 'sync', 'disabled']),
  EnableCloudwatchLogsExports: z.array(z.enum(['postgresql', 'upgrade', 'iam-db-auth-error'])),
  EnablePerformanceInsights: flag,
  EngineLifecycleSupport: z.enum([
    'open-source-rds-extended-support',
    'open-source-rds-extended-support-disabled',
  ]),
  Iops: number,
  IpDiscovery: z.enum(['ipv4', 'ipv6']),
  LicenseModel: z.literal('postgresql-license'),
  LogDeliveryConfigurations: uniqueList(logDelivery, 'LogType'),
  MaxAllocatedStorage: number,
  MonitoringInterval: number.pipe(z.literal([0, 1, 5, 10, 15, 30, 60])),
  MultiAZ: flag,
  NetworkType: z.enum(['IPV4', 'DUAL', 'ipv4', 'ipv6', 'dual_stack']),
  PerformanceInsightsRetentionPeriod: insightDays,
  PreferredAvailabilityZones: texts,
  PreferredBackupWindow: daily,
  PreferredCacheClusterAZs: texts,
  PreferredMaintenanceWindow: weekly,
  ProcessorFeatures: z.array(
    z.strictObject({ Name: z.enum(['coreCount', 'threadsPerCore']).optional(), Value: text.optional() }),
  ),
  PubliclyAccessible: flag,
  ReplicaAvailabilityZones: texts,
  ReplicaCount: wholeNumber(0, 5),
  SecurityGroupIds: texts,
  SnapshotRetentionLimit: wholeNumber(0, 35),
  SnapshotWindow: daily,
  StorageEncrypted: flag,
  StorageThroughput: number,
  StorageType: z.enum(['gp2', 'gp3', 'io1', 'io2', 'standard']),
  Tags: keyValueList,
  UseDefaultProcessorFeatures: flag,
  VPCSecurityGroups: texts,
  VpcSecurityGroupIds: texts,
};

/** A property of a data store on which nothing acts: its value is checked by its form all the same. */
export function recordedForm(property: string, why: string) {
  return recorded(why, forms[property] ?? text);
}
