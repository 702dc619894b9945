import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { readOneOffLaunch } from '../operations/one-off-launch.ts';
import { environmentOption } from '../operations/target.ts';
import { runScript } from './run-script.ts';
import { attachLocally } from './store/attach-locally.ts';
import { executeOnAws } from './store/execute-on-aws.ts';
import { openTarget } from './store/open-target.ts';
import { defaultRegion, storeOptions } from './store/store-command.ts';

const consoleCommand = ['bin/rails', 'console'] as const;

await runScript({
  name: 'store:console',
  about: 'opens the Rails console, or another interactive command, in a one-off task of its own',
  operands: '[-- COMMAND [ARGUMENT ...]]',
  examples: ['', '-- bash'],
  options: storeOptions,
  run: async (context) => {
    const environment = environmentOption(context.options.env);
    refuseJson(context.json);
    requireTerminal(process.stdin.isTTY && process.stdout.isTTY);
    const region = String(context.options.region ?? defaultRegion);
    const target = await openTarget(environment, region);
    const launch = await readOneOffLaunch(target);
    const session = {
      target,
      launch,
      region,
      command: context.operands.length === 0 ? consoleCommand : context.operands,
      signal: context.signal,
      say: context.say,
    };
    return environment === 'local' ? await attachLocally(session) : await executeOnAws(session);
  },
});

function refuseJson(json: boolean): void {
  if (!json) return;
  throw new Failure('BAD_ARGUMENT', 'store:console is interactive and does not support --json', {
    hint: `For a script: ${command('store:exec')} --json -- COMMAND`,
    exitCode: 2,
  });
}

function requireTerminal(isThere: boolean): void {
  if (isThere) return;
  throw new Failure('NO_TERMINAL', 'store:console needs a terminal as its standard input and output', {
    hint: `For a script: ${command('store:exec')} -- bin/rails runner 'CODE'`,
    exitCode: 2,
  });
}
