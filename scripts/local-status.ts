import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { environmentStatus } from '../local/lifecycle/commands/environment-status.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';
import { statusTables } from './status-tables.ts';

await runScript({
  name: 'local:status',
  about: 'shows services, tasks with their health, data stores and ports',
  examples: ['', '--json'],
  run: async (context) => {
    const environment = localEnvironment();
    const status = await environmentStatus(connectEngine(), environment);
    context.print(context.json ? JSON.stringify(status) : statusTables(environment, status, Date.now()));
    return status.cluster === undefined ? 1 : 0;
  },
});
