import { env } from 'node:process';
import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { startedPorts } from '../local/environment/ports.ts';
import { type Shell, shellChange, shellLines, shells } from '../local/lifecycle/commands/shell-lines.ts';
import { shellVariables } from '../local/lifecycle/commands/shell-variables.ts';
import { unsetVariables } from '../local/lifecycle/commands/unset-variables.ts';
import { trustVariables } from '../local/trust/trust-variables.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:env',
  about:
    'prints shell exports that point the AWS CLI and other clients at the local environment, and let them trust it',
  options: {
    unset: { type: 'boolean', about: 'print what takes the variables out of the shell again' },
    shell: {
      type: 'string',
      value: shells.join('|'),
      about: 'for which shell (default: sh, also for bash and zsh)',
    },
  },
  variables: {
    SSL_CERT_FILE:
      'with CURL_CA_BUNDLE, NODE_EXTRA_CA_CERTS and the like: trusted as well, and set back by --unset',
  },
  examples: ['', '--unset', '--shell fish', '--json'],
  run: async (context) => {
    const environment = localEnvironment();
    const shell = shellOf(context.options.shell);
    if (context.options.unset === true) {
      const change = unsetVariables(env);
      context.print(context.json ? JSON.stringify(change) : shellChange(change, shell));
      return 0;
    }
    const ports = await startedPorts(environment);
    const variables = {
      ...(await shellVariables(environment, ports)),
      ...(await trustVariables(environment, env)),
    };
    context.print(context.json ? JSON.stringify(variables) : shellLines(variables, shell));
    return 0;
  },
});

function shellOf(given: string | boolean | undefined = 'sh'): Shell {
  const name = given === 'bash' || given === 'zsh' ? 'sh' : given;
  const known = shells.find((each) => each === name);
  if (known !== undefined) return known;
  const names = 'sh, bash, zsh or fish';
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--shell must be ${names}, not '${given}'`,
    `See: ${command('local:env')} --help`,
  );
}
