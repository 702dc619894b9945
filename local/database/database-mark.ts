import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { identifier, literal, type PostgresServer } from './postgres-server.ts';

const markSchema = z.object({
  /** What made the users of the store and what they own, as a digest; empty before the first. */
  setUpBy: z.string().default(''),
  /** Id of the store image whose migrations ran; empty before the first. */
  migratedBy: z.string().default(''),
  seeded: z.boolean().default(false),
});

/** What was done to a database: kept as the database's comment, so that it lives and dies with the data. */
export type DatabaseMark = z.infer<typeof markSchema>;

/** The mark of a database to which nothing was done. */
export const untouched: DatabaseMark = { setUpBy: '', migratedBy: '', seeded: false };
const prefix = 'spree-parity ';

/** The mark of a database; undefined if there is no such database. */
export async function readMark(server: PostgresServer, database: string): Promise<DatabaseMark | undefined> {
  const [comment] = await server.run('postgres', selectingComment(database));
  return comment === undefined ? undefined : markIn(comment);
}

/** The mark of a database, read in the database itself; undefined while its server does not let one in. */
export async function readMarkOnceUp(
  server: PostgresServer,
  database: string,
): Promise<DatabaseMark | undefined> {
  try {
    const [comment] = await server.run(database, selectingComment(database));
    return comment === undefined ? undefined : markIn(comment);
  } catch (error) {
    if (error instanceof Failure && error.code === 'DATABASE_STATEMENT_FAILED') return undefined;
    throw error;
  }
}

/** Writes the mark of a database. */
export async function writeMark(server: PostgresServer, database: string, mark: DatabaseMark): Promise<void> {
  await server.run(
    'postgres',
    `COMMENT ON DATABASE ${identifier(database)} IS ${literal(prefix + JSON.stringify(mark))}`,
  );
}

/** SQL that gives the row for `markIn`; none where there is no such database. The dot keeps an empty row a row. */
export function selectingComment(database: string): string {
  return `SELECT coalesce(shobj_description(oid, 'pg_database'), '') || '.' FROM pg_database WHERE datname = ${literal(database)}`;
}

/** The mark in a row of `selectingComment`; that of an untouched database where the comment is somebody else's. */
export function markIn(row: string): DatabaseMark {
  const comment = row.slice(0, -1);
  if (!comment.startsWith(prefix)) return untouched;
  try {
    return markSchema.parse(JSON.parse(comment.slice(prefix.length)));
  } catch {
    return untouched;
  }
}

/** SQL that gives a database the mark of another. */
export function copyingMark(from: string, to: string): string {
  const comment = `(SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ${literal(from)})`;
  return `DO $do$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', ${literal(to)}, ${comment}); END $do$`;
}
