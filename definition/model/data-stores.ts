/** A value that a secret of the template has: logical id of the secret, and its JSON key; without one the whole value. */
export interface SecretKey {
  readonly secret: string;
  readonly jsonKey?: string;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
export interface DatabaseInstance {
  readonly logicalId: string;
  readonly identifier: string;
  readonly engine: 'postgres';
  readonly databaseName?: string;
  readonly masterUsername?: string;
  readonly masterPassword?: SecretKey;
  readonly port: number;
  /** Logical id of the instance that this one replicates. */
  readonly sourceInstance?: string;
  /** What the server runs with: RDS's own parameters, changed by those of the parameter group. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Absent from what earlier versions released. */
  readonly settings?: DatabaseSettings;
}

/** What RDS makes of an instance, besides the server's parameters; absent is RDS's default. */
export interface DatabaseSettings {
  readonly instanceClass?: string;
  readonly engineVersion?: string;
  readonly allocatedStorageGiB?: number;
  readonly maxAllocatedStorageGiB?: number;
  readonly storageType?: string;
  readonly isEncrypted?: boolean;
  /** Whether it has a standby, to which a failover can be forced. */
  readonly isMultiAz?: boolean;
  /** For how long any time can be restored; 0 for no backups. */
  readonly backupRetentionDays?: number;
  readonly copiesTagsToSnapshots?: boolean;
  readonly upgradesMinorVersion?: boolean;
  readonly isProtectedFromDeletion?: boolean;
  readonly parameterGroup?: string;
  readonly subnetGroup?: string;
  readonly securityGroups?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html */
export interface ReplicationGroup {
  readonly logicalId: string;
  /** Id of the cache cluster that is its primary node; absent from what earlier versions released. */
  readonly cacheClusterId?: string;
  /** Whether clients have to speak TLS; without it they cannot. */
  readonly transitEncryption: boolean;
  readonly authToken?: SecretKey;
  /** Lines of redis.conf, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}
