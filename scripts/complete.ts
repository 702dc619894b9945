import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { run } from '../local/processes/run.ts';
import { completions } from './help/completions.ts';
import { purposes } from './help/purposes.ts';
import { completionLines, isShell } from './help/shells.ts';
import type { Help } from './usage.ts';

// Called by a shell at each Tab, by the code that `completion` prints: a wrong call completes nothing.
const [shell = '', line = ''] = process.argv.slice(2);
const list = Object.assign({}, ...purposes.map(({ commands }) => commands));
if (isShell(shell)) {
  const found = await completions(line, { list, helpOf, environments });
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

async function environments(): Promise<readonly string[]> {
  const { stateFolder } = identifyEnvironment(process.cwd(), process.env);
  return (await readdir(dirname(stateFolder)).catch(() => [])).toSorted();
}
