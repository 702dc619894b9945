import { join } from 'node:path';
import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { completionScript, isShell, shells } from './help/shells.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'completion',
  about: 'prints what completes `npx -y pnpm@12 ...` in a shell: commands, options, services, environments',
  operands: `[${shells.join('|')}]`,
  mostOperands: 1,
  examples: ['bash >> ~/.bashrc', 'zsh >> ~/.zshrc', 'fish > ~/.config/fish/conf.d/spree-parity.fish'],
  run: async (context) => {
    const [shell] = context.operands;
    if (shell === undefined || !isShell(shell)) {
      throw wrongUsage(
        'BAD_ARGUMENT',
        shell === undefined ? 'completion needs the name of a shell' : `Unknown shell '${shell}'`,
        `Use one of: ${shells.join(', ')}. For example: eval "$(${command('--silent completion')} bash)"`,
      );
    }
    const script = completionScript(shell, [
      process.execPath,
      join(import.meta.dirname, 'start.mjs'),
      'complete',
    ]);
    context.print(context.json ? JSON.stringify({ shell, script }) : script);
    return 0;
  },
});
