import { wrongUsage } from '../failure/wrong-usage.ts';
import { primaryOf } from '../operations/database/find-database.ts';
import { takeSnapshot } from '../operations/database/snapshot-database.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { confirmOperation } from './change/confirm-operation.ts';
import { databaseOptions, stampOf, watchIn } from './database/database-options.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';

await runScript({
  name: 'db:snapshot',
  about: 'takes a snapshot of the database',
  options: {
    ...databaseOptions,
    name: { type: 'string', value: 'NAME', about: 'name of the snapshot (default: a new one with the time)' },
  },
  examples: ['', '--env staging --name before-migration'],
  awsCommands: [
    'rds create-db-snapshot --db-instance-identifier spree-production-postgres --db-snapshot-identifier before-migration',
  ],
  interrupted: 'RDS goes on with the snapshot.',
  run: async (context) => {
    const { options, json, print, progress, signal } = context;
    const environment = environmentOption(options.env);
    const region = regionOption(options.region);
    const instance = primaryOf(environment);
    const name = snapshotName(options.name) ?? `${instance}-${stampOf(new Date())}`;
    const target = await openTarget(environment, region);
    const lines = [`A snapshot of ${instance} is taken: ${name}. Its storage costs until it is deleted.`];
    await confirmOperation({ target, region, lines, otherwise: 'No snapshot was taken' }, context);
    const rds = await target.clients.rds();
    const snapshot = await progress.step('Snapshot', (step) =>
      takeSnapshot(rds, instance, name, watchIn(step, environment, signal)),
    );
    print(json ? JSON.stringify(snapshot) : `${snapshot.identifier} can be restored.`);
    return 0;
  },
});

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html */
function snapshotName(given: string | boolean | undefined): string | undefined {
  if (typeof given !== 'string') return undefined;
  if (/^[a-z](-?[a-z0-9])*$/i.test(given) && given.length <= 255) return given;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--name is '${given}', which is no name of a snapshot`,
    'Begin with a letter; letters, digits and single hyphens may follow, at most 255 characters.',
  );
}
