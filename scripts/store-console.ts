import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { readOneOffLaunch } from '../operations/one-off-launch.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { sayPlace } from './change/confirm-operation.ts';
import { runScript } from './run-script.ts';
import { attachLocally } from './store/attach-locally.ts';
import { executeOnAws } from './store/execute-on-aws.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

const consoleCommand = ['bin/rails', 'console'] as const;

await runScript({
  name: 'store:console',
  about: 'opens the Rails console, or another interactive command, in a one-off task of its own',
  operands: '[-- COMMAND [ARGUMENT ...]]',
  examples: ['', '-- bash'],
  options: storeOptions,
  run: async (context) => {
    const environment = environmentOption(context.options.env);
    const region = regionOption(context.options.region);
    refuseJson(context.json);
    requireTerminal(process.stdin.isTTY && process.stdout.isTTY);
    const target = await openTarget(environment, region);
    await sayPlace({ target, region }, context);
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
  throw wrongUsage(
    'BAD_ARGUMENT',
    'store:console is interactive and does not support --json',
    `For a script: ${command('store:exec')} --json -- COMMAND`,
  );
}

function requireTerminal(isThere: boolean): void {
  if (isThere) return;
  throw wrongUsage(
    'NO_TERMINAL',
    'store:console needs a terminal as its standard input and output',
    `For a script: ${command('store:exec')} -- bin/rails runner 'CODE'`,
  );
}
