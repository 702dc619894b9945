/** What an instance of RDS is doing. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html */
export type DatabaseStatus =
  | 'available'
  | 'creating'
  | 'deleting'
  | 'failed'
  | 'incompatible-restore'
  | 'rebooting'
  | 'renaming'
  | 'starting'
  | 'stopped';

/** A database instance as it is now, one of the definition or one that was restored. */
export interface LiveDatabase {
  readonly identifier: string;
  readonly resourceId: string;
  readonly status: DatabaseStatus;
  readonly createdAtMs: number;
  /** Logical id of the instance of the definition that it is, or that its settings come from. */
  readonly logicalId: string;
  /** Whether the definition has it, so that it can be neither deleted nor, a replica, renamed. */
  readonly isDefined: boolean;
  /** Identifiers of the instance that it replicates, and of those that replicate it. */
  readonly source?: string;
  readonly replicas: readonly string[];
  /** Where it is reached on the machine; absent until its server has an address. */
  readonly endpoint?: { readonly address: string; readonly port: number };
  /** The times that it can be restored to; absent without a backup. */
  readonly restorable?: { readonly fromMs: number; readonly toMs: number };
  /** Whether its last failover has left it in its second Availability Zone. */
  readonly isFailedOver: boolean;
}

/** A snapshot of an instance. */
export interface DatabaseSnapshot {
  readonly identifier: string;
  /** Of the instance that it was taken of. */
  readonly instance: string;
  readonly resourceId: string;
  readonly logicalId: string;
  readonly kind: 'manual' | 'automated';
  readonly status: 'creating' | 'available' | 'failed';
  readonly startedAtMs: number;
  readonly instanceCreatedAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** What happened to an instance or a snapshot, in RDS's words. */
export interface DatabaseEvent {
  readonly atMs: number;
  readonly source: string;
  readonly sourceType: 'db-instance' | 'db-snapshot';
  readonly categories: readonly string[];
  readonly message: string;
}

/** Where a new instance comes from. */
export type RestoreOrigin =
  | { readonly kind: 'time'; readonly instance: string; readonly atMs: number | undefined }
  | { readonly kind: 'snapshot'; readonly snapshot: string };

/**
 * The databases of the environment. Each change is begun when its promise ends, and goes on by itself; statuses and
 * events say how far it is. Whether it is allowed is decided by who asks, the API.
 */
export interface Databases {
  instances(): Promise<readonly LiveDatabase[]>;
  snapshots(): readonly DatabaseSnapshot[];
  events(): readonly DatabaseEvent[];
  createSnapshot(instance: LiveDatabase, identifier: string, tags: DatabaseSnapshot['tags']): Promise<void>;
  deleteSnapshot(identifier: string): Promise<void>;
  restore(origin: RestoreOrigin, identifier: string): Promise<void>;
  reboot(instance: LiveDatabase, how: { readonly withFailover: boolean }): Promise<void>;
  rename(instance: LiveDatabase, identifier: string): Promise<void>;
  /** With a last snapshot of this name, if one is given. */
  delete(instance: LiveDatabase, finalSnapshot?: string): Promise<void>;
}
