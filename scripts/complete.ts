import { run } from '../local/processes/run.ts';
import { completions } from './help/completions.ts';
import { purposes } from './help/purposes.ts';
import { completionLines, isShell } from './help/shells.ts';
import type { Help } from './usage.ts';

// Called by a shell at each Tab, by the code that `completion` prints: a wrong call completes nothing.
const [shell = '', line = ''] = process.argv.slice(2);
const list = Object.assign({}, ...purposes.map(({ commands }) => commands));
if (isShell(shell)) {
  const found = await completions(line, { list, helpOf });
  process.stdout.write(
    completionLines(shell, line, found)
      .map((text) => `${text}\n`)
      .join(''),
  );
}

async function helpOf(name: string): Promise<Help | undefined> {
  const args = [`${import.meta.dirname}/start.mjs`, name.replace(':', '-'), '--help', '--json'];
  const { exitCode, stdout } = await run(process.execPath, args, { allowFailure: true });
  return exitCode === 0 ? JSON.parse(stdout) : undefined;
}
