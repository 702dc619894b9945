import { z } from 'zod';
import { oneNetwork } from '../../properties/common-reasons.ts';
import { flag, keyValues, number, refinedBy, text, wholeNumber } from '../../properties/scalars.ts';
import { approximated, refused, withoutValues } from '../../properties/standing.ts';
import { storageTypes } from './database-storage.ts';
import { whyNoInstanceClass } from './instance-class.ts';
import { ownPort } from './own-port.ts';
import { recordedAs } from './recorded-as.ts';
import { eachRecorded, eachRefused } from './recorded-forms.ts';

const ofTheDisk =
  'Data is stored on the developer’s disk, without a size, throughput or encryption of its own.';
const noWindows =
  'Backups are made when they are needed and parameters change with `local:up`: there are no windows for it, and no copies elsewhere.';
const oneMachine = 'Everything runs on one machine, without Availability Zones.';
const onlyTold = 'RDS’s API returns it; nothing else comes of it locally.';
const noInsight =
  'Enhanced Monitoring and Performance Insights are not available locally; query statistics are in `pg_stat_statements`.';
const ofAurora = 'Aurora and Multi-AZ clusters are not available locally';
const ofOtherEngines = 'it applies to engines other than PostgreSQL';
const restored =
  'there is nothing to restore from: the database starts empty and is filled by the store’s migrations and seeds';
const ownPassword = 'passwords managed by RDS are not available locally: define a secret in the template';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const otherEngine =
  /^(aurora-(mysql|postgresql)|(custom-)?(oracle|sqlserver)-[a-z0-9-]+|db2-(ae|se)|mariadb|mysql)$/;

const reservedUsers = ['admin', 'rdsadmin', 'rdsrepladmin', 'replicator'];
const reservedDatabases = ['rdsadmin', 'template0', 'template1'];

const onlyEngine = 'only postgres runs locally';
const onlyMajor = 'PostgreSQL 16 runs locally';

const ownDatabase = text
  .refine((name) => /^[A-Za-z_]\w{0,62}$/.test(name), 'expected up to 63 letters, digits and underscores')
  .refine((name) => !reservedDatabases.includes(name), 'the name is reserved');
const databaseName = withoutValues(ownDatabase, {
  postgres:
    'the local server uses the database postgres to restore snapshots: use another name for the store',
});

const monitoringSeconds: readonly number[] = [0, 1, 5, 10, 15, 30, 60];

function isRetention(days: number): boolean {
  return days === 7 || days === 731 || (days % 31 === 0 && days >= 31 && days <= 31 * 23);
}

/** Of which RDS makes no instance any more, or never did. */
const withdrawn: readonly string[] = ['16.0', '16.1', '16.2', '16.5', '16.7'];

/** Minor versions that are newer than the local one are accepted: RDS gets one each quarter. */
const engineVersion = text
  .refine((version) => /^16(\.(0|[1-9]\d?))?$/.test(version), onlyMajor)
  .refine((version) => !withdrawn.includes(version), 'RDS does not offer this version');

/** A name, or the reference to a secret that has it. */
const masterUsername = text
  .refine((name) => !reservedUsers.includes(name) && !/^(rds_|pg_)/.test(name), 'the name is reserved')
  .refine(
    (name) => /^([A-Za-z]\w{0,62}|\{\{resolve:.*)$/s.test(name),
    'expected up to 63 letters and digits',
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbinstance.html */
export const databaseSchema = z.strictObject({
  DBInstanceIdentifier: text
    .refine(
      (name) => /^[A-Za-z](-?[A-Za-z0-9]){0,62}$/.test(name),
      'expected up to 63 letters, digits and single hyphens, starting with a letter',
    )
    .optional(),
  Engine: recordedAs(
    withoutValues(text.pipe(z.literal('postgres')).optional(), (engine) =>
      otherEngine.test(engine) ? onlyEngine : undefined,
    ),
    'Only PostgreSQL runs locally; other engines are rejected.',
  ),
  EngineVersion: approximated(
    withoutValues(engineVersion.optional(), (version) =>
      /^(9|1[0-57-9])(\.\d+)*$/.test(version) ? onlyMajor : undefined,
    ),
    'RDS’s API returns it; the minor version of PostgreSQL 16 is always that of the local image.',
  ),
  DBInstanceClass: approximated(
    refinedBy(whyNoInstanceClass).optional(),
    'Its memory determines `max_connections` and the formulas in parameter groups; the server itself uses the memory of the machine. Of a family newer than the toolkit, only the size counts.',
  ),
  DBName: databaseName.optional(),
  MasterUsername: masterUsername.optional(),
  MasterUserPassword: text.optional(),
  Port: recordedAs(ownPort(5432, 1150), 'The local server listens on port 5432; other ports are rejected.'),
  SourceDBInstanceIdentifier: text.refine(isInstance, 'expected an identifier or an ARN').optional(),
  DBParameterGroupName: text.optional(),
  EnableIAMDatabaseAuthentication: unless('IAM authentication tokens are not available locally'),
  ManageMasterUserPassword: unless(ownPassword),
  MasterUserSecret: refused(ownPassword),
  MasterUserAuthenticationType: text
    .pipe(z.literal('password', 'IAM authentication tokens are not available locally'))
    .optional(),
  ...eachRecorded(['AdditionalStorageVolumes', 'DedicatedLogVolume'], ofTheDisk),
  AllocatedStorage: approximated(wholeNumber(5, 65_536).optional(), onlyTold),
  MaxAllocatedStorage: approximated(wholeNumber(0, 65_536).optional(), onlyTold),
  Iops: recordedAs(wholeNumber(1000, 256_000).optional(), ofTheDisk),
  StorageThroughput: recordedAs(wholeNumber(125, 4000).optional(), ofTheDisk),
  StorageType: approximated(text.pipe(z.enum(storageTypes)).optional(), onlyTold),
  StorageEncrypted: approximated(
    flag.optional(),
    'RDS’s API returns it; the developer’s disk may be encrypted or not.',
  ),
  KmsKeyId: recordedAs(text.optional(), ofTheDisk),
  ...eachRecorded(['AutomaticBackupReplicationKmsKeyId', 'AutomaticBackupReplicationRegion'], noWindows),
  ...eachRecorded(['AutomaticBackupReplicationRetentionPeriod'], noWindows),
  BackupRetentionPeriod: approximated(
    wholeNumber(0, 35).optional(),
    'A point in time can be restored for as long, or for less once backups and archived WAL take more than 2 GiB.',
  ),
  BackupTarget: recordedAs(text.pipe(z.enum(['region', 'outposts'])).optional(), noWindows),
  PreferredBackupWindow: recordedAs(
    text
      .refine((times) => /^\d\d:\d\d-\d\d:\d\d$/.test(times), 'expected times such as 03:00-04:00')
      .optional(),
    noWindows,
  ),
  PreferredMaintenanceWindow: recordedAs(
    text
      .refine(
        (times) => /^[A-Za-z]{3}:\d\d:\d\d-[A-Za-z]{3}:\d\d:\d\d$/.test(times),
        'expected times such as Sun:05:00-Sun:06:00',
      )
      .optional(),
    noWindows,
  ),
  CopyTagsToSnapshot: flag.optional(),
  ...eachRecorded(['DeleteAutomatedBackups', 'AllowMajorVersionUpgrade'], noWindows),
  AutoMinorVersionUpgrade: approximated(flag.optional(), onlyTold),
  ...eachRecorded(['ApplyImmediately', 'EngineLifecycleSupport'], noWindows),
  AvailabilityZone: recordedAs(text.optional(), oneMachine),
  MultiAZ: approximated(
    flag.optional(),
    'A failover can be forced, and is a crash of the server and a start on the same data; there is no second machine.',
  ),
  ...eachRecorded(['SourceRegion'], oneMachine),
  MonitoringInterval: recordedAs(
    number
      .refine((seconds) => monitoringSeconds.includes(seconds), `expected ${monitoringSeconds.join(', ')}`)
      .optional(),
    noInsight,
  ),
  MonitoringRoleArn: recordedAs(text.optional(), noInsight),
  PerformanceInsightsRetentionPeriod: recordedAs(
    number.refine(isRetention, 'expected 7, 731 or a multiple of 31 up to 713').optional(),
    noInsight,
  ),
  DatabaseInsightsMode: recordedAs(text.pipe(z.enum(['standard', 'advanced'])).optional(), noInsight),
  EnableCloudwatchLogsExports: recordedAs(
    z.array(text.pipe(z.enum(['postgresql', 'upgrade', 'iam-db-auth-error']))).optional(),
    noInsight,
  ),
  ...eachRecorded(['EnablePerformanceInsights', 'PerformanceInsightsKMSKeyId'], noInsight),
  DBSubnetGroupName: approximated(text.optional(), onlyTold),
  VPCSecurityGroups: approximated(z.array(text).optional(), onlyTold),
  ...eachRecorded(['DBSecurityGroups'], oneNetwork),
  NetworkType: recordedAs(text.pipe(z.enum(['IPV4', 'DUAL'])).optional(), oneNetwork),
  ...eachRecorded(['PubliclyAccessible'], 'The server is published only on the machine’s loopback address.'),
  DeletionProtection: approximated(
    flag.optional(),
    'RDS’s API returns it; `local:down --volumes` asks for confirmation before it deletes the data.',
  ),
  ...eachRecorded(
    ['CACertificateIdentifier', 'CertificateRotationRestart'],
    'The local certificate authority issues the certificate: see `LOCAL_CA_FILE`.',
  ),
  ...eachRecorded(
    ['AssociatedRoles'],
    'The roles are for `aws_s3` and `aws_lambda`, which the local server does not have.',
  ),
  ...eachRecorded(
    ['ProcessorFeatures', 'UseDefaultProcessorFeatures'],
    'The server uses the machine’s processor.',
  ),
  ...eachRecorded(['OptionGroupName'], 'RDS for PostgreSQL has no options.'),
  LicenseModel: recordedAs(
    text.pipe(z.literal('postgresql-license')).optional(),
    'PostgreSQL has only one licence.',
  ),
  Tags: keyValues.optional(),
  ...eachRefused(
    ['DBClusterIdentifier', 'DBClusterSnapshotIdentifier', 'SourceDBClusterIdentifier'],
    ofAurora,
  ),
  ...eachRefused(['PromotionTier'], ofAurora),
  ...eachRefused(
    ['CharacterSetName', 'NcharCharacterSetName', 'Timezone', 'ReplicaMode', 'DBSystemId'],
    ofOtherEngines,
  ),
  ...eachRefused(['CustomIAMInstanceProfile', 'TdeCredentialArn', 'TdeCredentialPassword'], ofOtherEngines),
  ...eachRefused(
    ['Domain', 'DomainAuthSecretArn', 'DomainDnsIps', 'DomainFqdn'],
    'Active Directory is not available locally',
  ),
  ...eachRefused(['DomainIAMRoleName', 'DomainOu'], 'Active Directory is not available locally'),
  ...eachRefused(['DBSnapshotIdentifier', 'RestoreTime', 'SourceDBInstanceAutomatedBackupsArn'], restored),
  ...eachRefused(['SourceDbiResourceId', 'UseLatestRestorableTime'], restored),
});

function isInstance(source: string): boolean {
  return /^(arn:aws[a-z-]*:rds:[a-z0-9-]*:[\w-]*:db:)?[A-Za-z][A-Za-z0-9-]*$/.test(source);
}

/** A switch that is off. */
function unless(why: string) {
  return withoutValues(flag.optional(), { true: why });
}
