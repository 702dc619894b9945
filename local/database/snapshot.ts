import { Failure } from '../../failure/failure.ts';
import { copyingMark, type DatabaseMark, markIn, selectingComment } from './database-mark.ts';
import { identifier, literal, type PostgresServer } from './postgres-server.ts';

/** A database as its snapshot was. */
export interface Restored {
  readonly mark: DatabaseMark;
  /** A location in the primary's WAL from which on a replica has it too. */
  readonly position: string;
}

/** The name of the seeded snapshot of a database. */
export function snapshotOf(database: string): string {
  return `${database}_seeded`;
}

/** The name of the copy of the snapshot that takes the database's place at the next reset. */
export function spareOf(database: string): string {
  return `${database}_spare`;
}

/** Keeps a copy of the database as the snapshot to go back to. Nobody may be connected to it. */
export async function takeSnapshot(server: PostgresServer, database: string): Promise<void> {
  await server.run(
    'postgres',
    takingTurns(database),
    dropping(spareOf(database)),
    ...replacingByCopy(database, snapshotOf(database)),
  );
  await makeSpare(server, database);
}

/**
 * Puts the database back to its snapshot: its connections are ended, and clients connect again by themselves. The
 * spare copy takes its place, which takes no longer for a large one; where there is none, the snapshot is copied.
 * `makeSpare` makes the next one.
 */
export async function restoreSnapshot(server: PostgresServer, database: string): Promise<Restored> {
  return (
    (await replaceBySpare(server, database)) ??
    (await replace(server, database, replacingByCopy(snapshotOf(database), database)))
  );
}

/** Has the server make the next copy of the snapshot, which continues after this has returned. */
export async function makeSpare(server: PostgresServer, database: string): Promise<void> {
  const copying = replacingByCopy(snapshotOf(database), spareOf(database));
  // A database is dropped with a checkpoint: what it would write then, it need not write while somebody waits.
  await server.start('postgres', takingTurns(database), ...copying, 'CHECKPOINT');
}

async function replaceBySpare(server: PostgresServer, database: string): Promise<Restored | undefined> {
  try {
    return await replace(server, database, [
      dropping(half(database)),
      // Fails before anything is lost where there is no spare.
      renaming(spareOf(database), half(database)),
      dropping(database),
      renaming(half(database), database),
    ]);
  } catch (error) {
    if (error instanceof Failure && error.code === 'DATABASE_STATEMENT_FAILED') return undefined;
    throw error;
  }
}

async function replace(
  server: PostgresServer,
  database: string,
  statements: readonly string[],
): Promise<Restored> {
  const [position = '', comment = ''] = await server.run(
    'postgres',
    takingTurns(database),
    ...statements,
    'SELECT pg_current_wal_lsn()',
    selectingComment(database),
  );
  return { mark: markIn(comment), position };
}

/** The copy is made beside what it replaces, so that a failure in the middle leaves that as it was. */
function replacingByCopy(from: string, to: string): readonly string[] {
  return [
    dropping(half(to)),
    `CREATE DATABASE ${identifier(half(to))} TEMPLATE ${identifier(from)}`,
    copyingOwner(from, half(to)),
    copyingMark(from, half(to)),
    dropping(to),
    renaming(half(to), to),
  ];
}

/** A copy belongs to who makes it. */
function copyingOwner(from: string, to: string): string {
  const owner = `(SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ${literal(from)})`;
  return `DO $do$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO %I', ${literal(to)}, ${owner}); END $do$`;
}

/** One session at a time works on a database and its copies; the lock goes with the session. */
function takingTurns(database: string): string {
  return `SELECT pg_advisory_lock(hashtext(${literal(database)}))`;
}

function half(database: string): string {
  return `${database}_new`;
}

function dropping(database: string): string {
  return `DROP DATABASE IF EXISTS ${identifier(database)} WITH (FORCE)`;
}

function renaming(from: string, to: string): string {
  return `ALTER DATABASE ${identifier(from)} RENAME TO ${identifier(to)}`;
}
