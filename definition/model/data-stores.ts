/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
export interface DatabaseInstance {
  readonly logicalId: string;
  readonly identifier: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly databaseName?: string;
  readonly masterUsername?: string;
  readonly port: number;
  /** Logical id of the instance that this one replicates. */
  readonly sourceInstance?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html */
export interface ReplicationGroup {
  readonly logicalId: string;
  readonly id: string;
  readonly engineVersion: string;
  readonly port: number;
  readonly transitEncryptionEnabled: boolean;
  /** Logical id of the secret that holds the AUTH token, and its JSON key. */
  readonly authToken?: { readonly secret: string; readonly jsonKey?: string };
  readonly parameters: Readonly<Record<string, string>>;
}
