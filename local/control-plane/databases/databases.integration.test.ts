import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../../time/wait-until.ts';
import { type DataStoreStage, openDataStoreStage } from '../../data-stores/testing/data-store-stage.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import type { Databases, LiveDatabase } from '../model/databases.ts';
import { containerHost, databaseLabel } from './container-host.ts';
import type { DatabaseParts } from './database-parts.ts';
import { databasesOn } from './databases.ts';
import { backUpIfNeeded } from './keep-backups.ts';
import { inMemoryParts } from './testing/in-memory-databases.ts';

let stage: DataStoreStage;
let parts: DatabaseParts;
let databases: Databases;
const source = 'shop-postgres';

beforeAll(async () => {
  stage = await openDataStoreStage(['postgres', 'postgres-replica']);
  const { engine, environment, network, workload } = stage;
  const host = containerHost({
    ...{ engine, network, environmentName: environment.name },
    checkoutOnHost: environment.checkout,
    stateFolderOnHost: environment.stateFolder,
  });
  parts = inMemoryParts(() => workload.databases, Date.now, host);
  databases = databasesOn({ ...parts, clock: realClock });
}, 240_000);

afterAll(async () => {
  const { engine, environment } = stage;
  const own = await engine.listContainers({ [environmentLabel]: environment.name });
  for (const { id, labels } of own) if (labels[databaseLabel] !== undefined) await engine.removeContainer(id);
  await stage.close();
});

const realClock = {
  now: Date.now,
  sleep: async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

async function sql(id: string, ...statements: readonly string[]): Promise<readonly string[]> {
  return await postgresServer(stage.engine, id).run('shop', ...statements);
}

async function until(identifier: string, status = 'available'): Promise<LiveDatabase> {
  return await waitUntil({ what: `${identifier} to be ${status}`, timeoutMs: 60_000 }, async () => {
    const found = (await databases.instances()).find((each) => each.identifier === identifier);
    if (found?.status === 'incompatible-restore') throw new Error(JSON.stringify(databases.events()));
    return found?.status === status ? found : undefined;
  });
}

async function serverOf(identifier: string): Promise<string> {
  const { instances } = parts.kept.state();
  const folder = instances.find((each) => each.identifier === identifier)?.folder ?? '';
  const [found] = await stage.engine.listContainers({ [databaseLabel]: folder });
  return found?.id ?? '';
}

const count = ["SELECT string_agg(said, ',' ORDER BY said) FROM said"] as const;

describe('the databases of an environment', () => {
  it('are restored to a time, with what was committed before it and without what came after', async () => {
    const primary = stage.id('postgres');
    await sql(primary, 'CREATE TABLE said (said text)', "INSERT INTO said VALUES ('before the backup')");
    expect(await backUpIfNeeded(parts, 0)).toBe(true);
    await sql(primary, "INSERT INTO said VALUES ('in time')");
    await realClock.sleep(20);
    const at = Date.now();
    await realClock.sleep(20);
    await sql(primary, "INSERT INTO said VALUES ('too late')", 'CREATE TABLE later (said text)');
    const began = Date.now();
    await databases.restore({ kind: 'time', instance: source, atMs: at }, 'restored');
    expect((await databases.instances()).find((each) => each.identifier === 'restored')?.status).toBe(
      'creating',
    );
    await until('restored');
    expect(Date.now() - began).toBeLessThan(60_000);
    expect(await sql(await serverOf('restored'), ...count)).toEqual(['before the backup,in time']);
    expect(await sql(primary, ...count)).toEqual(['before the backup,in time,too late']);
  }, 120_000);

  it('lose no committed write in a failover, which is over within ten seconds', async () => {
    const [instance] = await databases.instances();
    if (instance === undefined) throw new Error('no primary');
    await sql(stage.id('postgres'), 'CREATE TABLE written (number int)');
    const began = Date.now();
    let committed = 0;
    let longestMs = 0;
    let failures = 0;
    let before = 0;
    let lastMs = Date.now();
    await databases.reboot(instance, { withFailover: true });
    // Until it has broken, and been written to again for a while.
    while (Date.now() - began < 30_000 && (failures === 0 || committed - before < 5)) {
      try {
        await sql(stage.id('postgres'), `INSERT INTO written VALUES (${committed + 1})`);
        committed += 1;
        longestMs = Math.max(longestMs, Date.now() - lastMs);
        lastMs = Date.now();
      } catch {
        if (failures === 0) before = committed;
        failures += 1;
      }
    }
    await until(source);
    const [row] = await sql(stage.id('postgres'), 'SELECT count(DISTINCT number) FROM written');
    expect(Number(row)).toBeGreaterThanOrEqual(committed);
    expect(failures).toBeGreaterThan(0);
    expect(longestMs).toBeLessThan(10_000);
  }, 60_000);

  it('follow their names: the service serves the restored instance, and the replica replicates that', async () => {
    const [primary] = await databases.instances();
    if (primary === undefined) throw new Error('no primary');
    await databases.rename(primary, 'old');
    await until('old');
    const restored = await until('restored');
    await databases.rename(restored, source);
    await until(source);
    expect(await sql(stage.id('postgres'), ...count)).toEqual(['before the backup,in time']);
    expect(await sql(await serverOf('old'), ...count)).toEqual(['before the backup,in time,too late']);
    await sql(stage.id('postgres'), "INSERT INTO said VALUES ('since the swap')");
    const seen = await waitUntil({ what: 'the replica', timeoutMs: 60_000 }, async () => {
      const rows = await sql(stage.id('postgres-replica'), ...count).catch(() => []);
      return rows[0]?.includes('since the swap') === true ? rows : undefined;
    });
    expect(seen).toEqual(['before the backup,in time,since the swap']);
  }, 120_000);

  it('are snapshotted, and restored from a snapshot', async () => {
    const [primary] = await databases.instances();
    if (primary === undefined) throw new Error('no primary');
    await databases.createSnapshot(primary, 'kept', {});
    await waitUntil({ what: 'the snapshot', timeoutMs: 60_000 }, async () =>
      databases.snapshots()[0]?.status === 'available' ? true : undefined,
    );
    await databases.restore({ kind: 'snapshot', snapshot: 'kept' }, 'copy');
    const copy = await until('copy');
    expect(await sql(await serverOf('copy'), ...count)).toEqual(['before the backup,in time,since the swap']);
    await databases.delete(copy);
    await waitUntil({ what: 'the copy to be gone', timeoutMs: 30_000 }, async () =>
      (await databases.instances()).some(({ identifier }) => identifier === 'copy') ? undefined : true,
    );
    expect(await serverOf('copy')).toBe('');
  }, 120_000);
});
