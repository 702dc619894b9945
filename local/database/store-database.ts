import { z } from 'zod';
import { identifier, literal, type PostgresServer } from './postgres-server.ts';

const markSchema = z.object({
  /** Id of the store image whose migrations ran; empty before the first. */
  migratedBy: z.string().default(''),
  seeded: z.boolean().default(false),
});

/** What was done to a database: kept as the database's comment, so that it lives and dies with the data. */
export type DatabaseMark = z.infer<typeof markSchema>;

const untouched: DatabaseMark = { migratedBy: '', seeded: false };
const prefix = 'spree-parity ';

/** The name of the seeded snapshot of a database. */
export function snapshotOf(database: string): string {
  return `${database}_seeded`;
}

/** The mark of a database; undefined where there is no such database. */
export async function readMark(server: PostgresServer, database: string): Promise<DatabaseMark | undefined> {
  const rows = await server.run(
    'postgres',
    `SELECT coalesce(shobj_description(oid, 'pg_database'), '') || '.' FROM pg_database WHERE datname = ${literal(database)}`,
  );
  const comment = rows[0]?.slice(0, -1);
  if (comment === undefined) return undefined;
  return comment.startsWith(prefix) ? parseMark(comment.slice(prefix.length)) : untouched;
}

/** Writes the mark of a database. */
export async function writeMark(server: PostgresServer, database: string, mark: DatabaseMark): Promise<void> {
  await server.run('postgres', marking(database, mark));
}

/** Keeps a copy of the database as the snapshot to go back to. Nobody may be connected to it. */
export async function takeSnapshot(server: PostgresServer, database: string, owner: string): Promise<void> {
  await replaceByCopy(server, database, snapshotOf(database), owner);
}

/** Puts the database back to its snapshot: its connections are ended, and clients connect again by themselves. */
export async function restoreSnapshot(
  server: PostgresServer,
  database: string,
  owner: string,
): Promise<void> {
  await replaceByCopy(server, snapshotOf(database), database, owner);
}

/**
 * The copy is made beside what it replaces, so that a failure in the middle leaves that as it was. FILE_COPY writes
 * files and not their content to the WAL: for a small database the quickest way.
 */
async function replaceByCopy(server: PostgresServer, from: string, to: string, owner: string): Promise<void> {
  const mark = (await readMark(server, from)) ?? untouched;
  const half = `${to}_new`;
  await server.run(
    'postgres',
    dropping(half),
    `CREATE DATABASE ${identifier(half)} TEMPLATE ${identifier(from)} OWNER ${identifier(owner)} STRATEGY FILE_COPY`,
    marking(half, mark),
    dropping(to),
    `ALTER DATABASE ${identifier(half)} RENAME TO ${identifier(to)}`,
  );
}

function dropping(database: string): string {
  return `DROP DATABASE IF EXISTS ${identifier(database)} WITH (FORCE)`;
}

function marking(database: string, mark: DatabaseMark): string {
  return `COMMENT ON DATABASE ${identifier(database)} IS ${literal(prefix + JSON.stringify(mark))}`;
}

function parseMark(text: string): DatabaseMark {
  try {
    return markSchema.parse(JSON.parse(text));
  } catch {
    // A comment of somebody else's: nothing is known of the database.
    return untouched;
  }
}
