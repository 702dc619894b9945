import { type DatabaseMark, readMarkOnceUp } from '../../database/database-mark.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import type { ContainerSummary, Engine } from '../../docker/engine.ts';

/**
 * The mark of a database whose servers all run and let one in; undefined otherwise, whatever the reason. It is asked
 * for before anything else, because the answer takes as long as the rest of a start without changes, and holds where
 * no server is started meanwhile.
 */
export async function earlyMark(
  engine: Pick<Engine, 'exec' | 'startExec'>,
  servers: readonly (ContainerSummary | undefined)[],
  database: string,
): Promise<DatabaseMark | undefined> {
  const running = servers.filter((server) => server?.state === 'running');
  if (running.length < servers.length) return undefined;
  const asked = running.map((server) => readMarkOnceUp(postgresServer(engine, server?.id ?? ''), database));
  const marks: readonly (DatabaseMark | undefined)[] = await Promise.all(asked).catch(() => []);
  return marks.includes(undefined) ? undefined : marks[0];
}
