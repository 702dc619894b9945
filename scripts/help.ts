import { join } from 'node:path';
import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { run } from '../local/processes/run.ts';
import { helpText } from './help/help-text.ts';
import { purposes } from './help/purposes.ts';
import { ownScripts } from './own-scripts.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'help',
  about: 'lists all commands by purpose, or shows the help of one',
  operands: '[COMMAND]',
  mostOperands: 1,
  examples: ['', 'local:up'],
  run: async (context) => {
    const [name] = context.operands;
    if (name === undefined) {
      context.print(context.json ? JSON.stringify(purposes) : helpText());
      return 0;
    }
    if (!ownScripts().includes(name)) throw noSuchCommand(name);
    const args = [join(import.meta.dirname, 'start.mjs'), name.replace(':', '-'), '--help'];
    const { stdout } = await run(process.execPath, context.json ? [...args, '--json'] : args);
    context.print(stdout.trimEnd());
    return 0;
  },
});

function noSuchCommand(name: string) {
  return wrongUsage('NO_SUCH_COMMAND', `There is no command '${name}'`, `See: ${command('help')}`);
}
