import { z } from 'zod';

const events = z.object({
  atMs: z.number(),
  source: z.string(),
  sourceType: z.enum(['db-instance', 'db-snapshot']),
  categories: z.array(z.string()),
  message: z.string(),
});

const instance = z.object({
  identifier: z.string(),
  resourceId: z.string(),
  /** Of its data, in the volume of PostgreSQL. */
  folder: z.string(),
  createdAtMs: z.number(),
  logicalId: z.string(),
  /** How its data is brought to where it should be, until it has once been available. */
  restore: z
    .object({ backup: z.string(), wal: z.string().optional(), atMs: z.number().optional() })
    .optional(),
});

const snapshot = z.object({
  identifier: z.string(),
  instance: z.string(),
  resourceId: z.string(),
  logicalId: z.string(),
  status: z.enum(['creating', 'available', 'failed']),
  startedAtMs: z.number(),
  instanceCreatedAtMs: z.number(),
  tags: z.record(z.string(), z.string()),
});

const backup = z.object({
  id: z.string(),
  /** Of the data that it is of. */
  folder: z.string(),
  startedAtMs: z.number(),
  /** From when on it can be restored. */
  endedAtMs: z.number(),
  /** The first segment of the WAL that a restore of it needs. */
  firstSegment: z.string(),
  sizeKiB: z.number(),
});

/** What the control plane keeps of the databases besides their data. */
export const databaseStateSchema = z.object({
  /** What the service `postgres` serves, which is the primary; null while nothing has the primary's name. */
  served: z.object({ folder: z.string(), resourceId: z.string(), createdAtMs: z.number() }).nullable(),
  /** Those that the service does not serve: restored ones, and primaries that were renamed. */
  instances: z.array(instance),
  snapshots: z.array(snapshot),
  backups: z.array(backup),
  events: z.array(events),
  /** Whether the last failover of the primary has left it in its second Availability Zone. */
  isFailedOver: z.boolean(),
});

export type DatabaseState = Readonly<z.output<typeof databaseStateSchema>>;
export type KeptInstance = Readonly<z.output<typeof instance>>;
export type KeptSnapshot = Readonly<z.output<typeof snapshot>>;
export type Backup = Readonly<z.output<typeof backup>>;
/** The instance of the service `postgres`. */
export type ServedInstance = NonNullable<DatabaseState['served']>;

/** The state of an environment whose primary has just been made. */
export function initialDatabaseState(resourceId: string, nowMs: number): DatabaseState {
  return {
    served: { folder: 'primary', resourceId, createdAtMs: nowMs },
    instances: [],
    snapshots: [],
    backups: [],
    events: [],
    isFailedOver: false,
  };
}
