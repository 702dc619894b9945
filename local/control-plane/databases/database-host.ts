/** How the server of an instance does. */
export interface ServerCondition {
  readonly state: 'absent' | 'starting' | 'ready' | 'ended';
  /** The port on 127.0.0.1 that leads to it. */
  readonly hostPort?: number;
}

/** The service of the compose file that serves an instance, or the folder of one beside them. */
export type ServerName = { readonly service: 'postgres' | 'postgres-replica' } | { readonly folder: string };

/** What the server of a restored instance is started with. */
export interface RestoredServer {
  readonly folder: string;
  /** Its name in the network of the environment. */
  readonly identifier: string;
  readonly restore?: {
    /** Of a backup or a snapshot, in the archive. */
    readonly backup: string;
    readonly wal?: string | undefined;
    readonly atMs?: number | undefined;
  };
}

/** A backup as it was written. */
export interface WrittenBackup {
  readonly firstSegment: string;
  readonly sizeKiB: number;
}

/** PostgreSQL's servers, their data and the archive. Paths are relative to the archive's volume. */
export interface DatabaseHost {
  condition(server: ServerName): Promise<ServerCondition>;
  /** The last lines that the server of a folder wrote. */
  lastLines(folder: string): Promise<string>;
  /** Copies all of a running server; `wal` is where its WAL is archived from then on. Raises `DATABASE_BACKUP_FAILED`. */
  backUp(server: ServerName, target: string, wal?: string): Promise<WrittenBackup>;
  /** Waits until the archive has all that is committed now. Raises `DATABASE_ARCHIVE_STUCK`. */
  endSegment(server: ServerName, wal: string): Promise<void>;
  /** Deletes the WAL before a segment, and gives the size of the rest in KiB. */
  pruneWal(wal: string, firstSegment: string): Promise<number>;
  /** Deletes folders of the archive. */
  deleteArchived(paths: readonly string[]): Promise<void>;
  startRestored(server: RestoredServer): Promise<void>;
  /** Ends the server of a folder with all that is committed on disk, and removes its container. */
  removeServer(folder: string): Promise<void>;
  deleteData(folder: string): Promise<void>;
  /** Ends a server as its machine's failure would, or in order, and starts it again. */
  restart(server: ServerName, how: 'failure' | 'order'): Promise<void>;
  /** Makes the service `postgres` serve the data of a folder, or none. */
  serve(folder: string | undefined): Promise<void>;
  /** Makes the replica, if there is one, a copy of what `postgres` serves now. */
  copyReplicaAnew(): Promise<void>;
}
