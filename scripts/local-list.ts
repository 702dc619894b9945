import { dirname } from 'node:path';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { takeInventory } from '../local/lifecycle/inventory/inventory.ts';
import { environmentList, listedEnvironments } from './inventory/environment-list.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

/** Somebody looks at the list. */
const patienceMs = 4000;

await runScript({
  name: 'local:list',
  about:
    'shows the local environments on this machine: which run, what each holds, and which checkout it belongs to',
  examples: ['', '--json'],
  run: async (context) => {
    const { name, stateFolder } = localEnvironment();
    const inventory = await takeInventory(connectEngine(), dirname(stateFolder), patienceMs);
    const listed = listedEnvironments(inventory, name);
    context.print(context.json ? JSON.stringify(listed) : environmentList(listed, Date.now()));
    return 0;
  },
});
