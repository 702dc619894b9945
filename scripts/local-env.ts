import { startedPorts } from '../local/environment/ports.ts';
import { shellLines } from '../local/lifecycle/commands/shell-lines.ts';
import { shellVariables } from '../local/lifecycle/commands/shell-variables.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:env',
  about: 'prints shell exports that point the AWS CLI and SDKs, and other clients, at the local environment',
  examples: ['', '--json'],
  run: async (context) => {
    const environment = localEnvironment();
    const ports = await startedPorts(environment);
    const variables = await shellVariables(environment, ports);
    context.print(context.json ? JSON.stringify(variables) : shellLines(variables));
    return 0;
  },
});
