import { identifier, postgresServer } from '../local/database/postgres-server.ts';
import { readStoreDatabase } from '../local/lifecycle/database/store-database.ts';
import { serverContainers } from '../local/lifecycle/servers/start-servers.ts';
import type { BenchEnvironment } from './environment/bench-environment.ts';
import type { Figure } from './figure.ts';
import { atLeast } from './result/measurement.ts';
import { median } from './result/percentile.ts';
import { inSeconds, secondsOf } from './stopwatch.ts';

const resets = 5;

/**
 * `local:reset` against what gives the same database without a snapshot: `store:migrate` and `store:seed` on an empty
 * one. Both are whole scripts; emptying the database is not counted.
 */
export const resetAgainstSeeding: Figure = {
  name: 'reset',
  about: 'local:reset against seeding again',
  measure: async ({ environment, step, signal }) => {
    const store = await environment();
    const seconds: number[] = [];
    for (let round = 1; round <= resets; round += 1) {
      step.note(`reset ${round} of ${resets}`);
      seconds.push(await secondsOf(() => store.tool.ok('local:reset', [], { signal })));
    }
    step.note('migrations and seeds on an empty database');
    const seeding = await seedAgain(store, signal);
    return [
      {
        what: 'seeding again against `local:reset`',
        value: seeding / median(seconds),
        unit: 'times',
        limit: atLeast(20),
        detail: `${inSeconds([seeding])} against the median of ${inSeconds(seconds)}`,
      },
    ];
  },
};

async function seedAgain(store: BenchEnvironment, signal: AbortSignal): Promise<number> {
  await emptyDatabase(store);
  try {
    return await secondsOf(async () => {
      await store.tool.ok('store:migrate', [], { signal });
      await store.tool.ok('store:seed', [], { signal });
    });
  } finally {
    // The snapshot also knows which image migrated it, so that the next local:up has nothing to do.
    await store.tool.ok('local:reset', []);
  }
}

async function emptyDatabase({ engine, identity, tool }: BenchEnvironment): Promise<void> {
  const known = await readStoreDatabase(identity);
  const [database, owner] = [identifier(known?.name ?? ''), identifier(known?.owner ?? '')];
  const primary = (await serverContainers(engine, identity)).get('postgres');
  await postgresServer(engine, primary?.id ?? 'postgres').run(
    'postgres',
    `DROP DATABASE ${database} WITH (FORCE)`,
    `CREATE DATABASE ${database} OWNER ${owner}`,
  );
  // As a new database of RDS is the master user's.
  await tool.ok('store:setup', []);
}
