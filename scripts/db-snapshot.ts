import { primaryOf } from '../operations/database/find-database.ts';
import { takeSnapshot } from '../operations/database/snapshot-database.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { confirmChange } from './database/confirm-change.ts';
import { databaseOptions, stampOf, watchIn } from './database/database-options.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';

await runScript({
  name: 'db:snapshot',
  about: 'takes a snapshot of the database',
  options: {
    ...databaseOptions,
    name: { type: 'string', value: 'NAME', about: 'name of the snapshot; a new one when absent' },
  },
  examples: ['', '--env staging --name before-migration'],
  interrupted: 'RDS goes on with the snapshot.',
  run: async ({ options, json, print, progress, signal }) => {
    const environment = environmentOption(options.env);
    const target = await openTarget(environment, regionOption(options.region));
    const instance = primaryOf(environment);
    const name = String(options.name ?? `${instance}-${stampOf(new Date())}`);
    const what = `take the snapshot ${name} of ${instance}`;
    await confirmChange(target, { what, isConfirmed: options.yes === true }, process, signal);
    const rds = await target.clients.rds();
    const snapshot = await progress.step('Snapshot', (step) =>
      takeSnapshot(rds, instance, name, watchIn(step, environment, signal)),
    );
    print(json ? JSON.stringify(snapshot) : `${snapshot.identifier} can be restored.`);
    return 0;
  },
});
