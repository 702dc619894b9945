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
  const comment = literal(prefix + JSON.stringify(mark));
  await server.run('postgres', `COMMENT ON DATABASE ${identifier(database)} IS ${comment}`);
}

/** Keeps a copy of the database as the snapshot to go back to. Nobody may be connected to it. */
export async function takeSnapshot(server: PostgresServer, database: string, owner: string): Promise<void> {
  const mark = await readMark(server, database);
  const half = `${snapshotOf(database)}_new`;
  await dropDatabase(server, half);
  await copyDatabase(server, database, half, owner);
  await writeMark(server, half, mark ?? untouched);
  await dropDatabase(server, snapshotOf(database));
  await server.run(
    'postgres',
    `ALTER DATABASE ${identifier(half)} RENAME TO ${identifier(snapshotOf(database))}`,
  );
}

/** Puts the database back to its snapshot: its connections are ended, and clients connect again by themselves. */
export async function restoreSnapshot(
  server: PostgresServer,
  database: string,
  owner: string,
): Promise<void> {
  const mark = await readMark(server, snapshotOf(database));
  const half = `${database}_restored`;
  await dropDatabase(server, half);
  await copyDatabase(server, snapshotOf(database), half, owner);
  await dropDatabase(server, database);
  await server.run('postgres', `ALTER DATABASE ${identifier(half)} RENAME TO ${identifier(database)}`);
  await writeMark(server, database, mark ?? untouched);
}

/** Drops a database with its connections, where it is there. */
export async function dropDatabase(server: PostgresServer, database: string): Promise<void> {
  await server.run('postgres', `DROP DATABASE IF EXISTS ${identifier(database)} WITH (FORCE)`);
}

async function copyDatabase(server: PostgresServer, from: string, to: string, owner: string): Promise<void> {
  // FILE_COPY writes the files and not their content to the WAL: for a small database the quickest way.
  await server.run(
    'postgres',
    `CREATE DATABASE ${identifier(to)} TEMPLATE ${identifier(from)} OWNER ${identifier(owner)} STRATEGY FILE_COPY`,
  );
}

function parseMark(text: string): DatabaseMark {
  try {
    return markSchema.parse(JSON.parse(text));
  } catch {
    // A comment of somebody else's: nothing is known of the database.
    return untouched;
  }
}
