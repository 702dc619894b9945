import { literal, type PostgresServer } from './postgres-server.ts';

/** Whether the replica has replayed all that the primary had written at `position`, a WAL location of the primary. */
export async function hasReplayed(replica: PostgresServer, position: string): Promise<boolean> {
  const [row] = await replica.run(
    'postgres',
    `SELECT pg_last_wal_replay_lsn() >= ${literal(position)}::pg_lsn`,
  );
  return row === 't';
}

/** Where the primary's WAL ends now. */
export async function walPosition(primary: PostgresServer): Promise<string> {
  const [row] = await primary.run('postgres', 'SELECT pg_current_wal_lsn()');
  return row ?? '0/0';
}
