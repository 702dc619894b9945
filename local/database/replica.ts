import { literal, type PostgresServer } from './postgres-server.ts';

/**
 * Waits until the replica has replayed all that the primary had written at `position`, a WAL location of the primary.
 * Raises `DATABASE_STATEMENT_FAILED` after half a minute.
 */
export async function awaitReplay(replica: PostgresServer, position: string): Promise<void> {
  await replica.run(
    'postgres',
    `DO $do$ BEGIN
       FOR turn IN 1..3000 LOOP
         IF pg_last_wal_replay_lsn() >= ${literal(position)}::pg_lsn THEN RETURN; END IF;
         PERFORM pg_sleep(0.01);
       END LOOP;
       RAISE EXCEPTION 'The replica has not reached the primary’s position ${position}';
     END $do$`,
  );
}

/** Where the primary's WAL ends now. */
export async function walPosition(primary: PostgresServer): Promise<string> {
  const [row] = await primary.run('postgres', 'SELECT pg_current_wal_lsn()');
  return row ?? '0/0';
}
