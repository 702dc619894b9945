import { join } from 'node:path';
import { Failure } from '../../../failure/failure.ts';
import { searchedLines, tellingLines } from '../../../operations/telling-lines.ts';
import type { Step } from '../../../progress/progress.ts';
import type { Engine } from '../../docker/engine.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import type { ImageWorkshop } from '../../images/image-workshop.ts';
import { schemaDigest } from '../../images/schema-digest.ts';
import { chooseStore, ensureStoreImage, type StoreChoice } from '../../images/store-image.ts';
import { chosenApplication } from '../chosen-application.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { contractVariables, databaseName } from './server-variables.ts';
import type { ThrowawayServers } from './start-servers.ts';

/** The schema of a store as SQL, and whether it is kept already. */
export interface StoreSchema {
  readonly store: StoreChoice;
  readonly file: string;
  readonly sql: string | undefined;
}

/** Finds the kept schema of the store that is chosen; the store's image is not needed for it. */
export async function findSchema(
  { environment }: LifecycleContext,
  workshop: ImageWorkshop,
  step: Step,
): Promise<StoreSchema> {
  const store = await chooseStore(workshop, (text) => step.note(text));
  const file = join(stateFile(environment, 'schemas'), `${await schemaDigest(store)}.sql`);
  step.result(store.why);
  return { store, file, sql: await readText(file) };
}

/** Gives the empty database the store's schema: the kept one, or what the store's own migrations make, which is kept. */
export async function loadSchema(
  { engine, signal }: Pick<LifecycleContext, 'engine' | 'signal'>,
  servers: ThrowawayServers,
  schema: StoreSchema & { readonly workshop: ImageWorkshop },
  step: Step,
): Promise<void> {
  if (schema.sql !== undefined) return await runSql(engine, servers.postgres, schema.sql);
  const { image } = await step.step('Store image', (child) =>
    ensureStoreImage(schema.workshop, schema.store, child),
  );
  await step.step('Migrations', async (child) => {
    const { checkout, environment } = schema.workshop;
    const { migrate: command } = await chosenApplication(checkout, environment, schema.store);
    if (command === 'none') child.skip('the application has none');
    else await migrate(engine, servers, image, command, child, signal);
  });
  await runSql(engine, servers.postgres, forTests);
  await writePrivateFile(schema.file, await dump(engine, servers.postgres));
  step.result('kept for next time');
}

/** Rails refuses to clear a database that it takes for the production one. */
const forTests = `DO $$ BEGIN
  IF to_regclass('ar_internal_metadata') IS NOT NULL THEN
    UPDATE ar_internal_metadata SET value = 'test' WHERE key = 'environment';
  END IF;
END $$`;

async function migrate(
  engine: Engine,
  { run, variablesInside }: ThrowawayServers,
  image: string,
  command: readonly string[],
  step: Step,
  signal: AbortSignal,
): Promise<void> {
  const id = await engine.createContainer({
    name: `${run.name}-migrations`,
    image,
    labels: run.labels,
    // As the tasks of the stack: an entry point of the image's own stays out of it.
    entrypoint: ['/bin/sh', '-c', 'exec "$@"', 'sh'],
    command,
    environment: { ...contractVariables, ...variablesInside },
    network: { kind: 'network', name: run.name },
  });
  await engine.startContainer(id);
  const lines: string[] = [];
  for await (const { text } of engine.containerLogs(id, { follow: true, signal })) {
    lines.push(text);
    step.note(text);
  }
  const exitCode = await engine.waitForExit(id, signal);
  if (exitCode === 0) return;
  throw new Failure(
    'MIGRATION_FAILED',
    `\`${command.join(' ')}\` ended with exit code ${exitCode}:\n${tellingLines(lines.slice(-searchedLines)).join('\n')}`,
    {
      hint: 'Fix the store, or use --empty and let your tests create the schema. Only the variables in the contract of store/README.md are set.',
      exitCode,
    },
  );
}

async function dump(engine: Engine, postgres: string): Promise<string> {
  const command = ['pg_dump', '--no-owner', '--no-privileges', '-U', databaseName, databaseName];
  return portable(await finished(engine, postgres, command));
}

/** Leaves out what `pg_dump` of a later version writes, and clients and servers of version 16 do not all know. */
export function portable(sql: string): string {
  return sql.replaceAll(/^(?:SET transaction_timeout = 0;|\\(?:un)?restrict \w+)\n/gm, '');
}

async function runSql(engine: Engine, postgres: string, sql: string): Promise<void> {
  const psql = ['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-U', databaseName, '-d', databaseName];
  await finished(engine, postgres, psql, sql);
}

async function finished(
  engine: Engine,
  id: string,
  command: readonly string[],
  input?: string,
): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.exec(id, command, {
    user: 'postgres',
    ...(input === undefined ? {} : { input }),
  });
  if (exitCode === 0) return stdout;
  throw new Failure('SCHEMA_FAILED', `${command[0]} ended with exit code ${exitCode}: ${stderr.trim()}`);
}
