import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../local/processes/run.ts';
import { ownScripts } from './own-scripts.ts';

const checkout = join(import.meta.dirname, '..');

/** Runs a line of a script's help, `--help` first, so that its arguments are read and nothing is done. */
async function help(line: string): Promise<string> {
  const [, name = '', rest = ''] = /^(\S+)(.*)$/.exec(line) ?? [];
  const script = `"$0" scripts/start.mjs ${name.replace(':', '-')} --help${rest}`;
  return (await run('sh', ['-c', script, process.execPath], { cwd: checkout })).stdout;
}

test.each(ownScripts())(
  'the help of `%s` has examples with arguments that it takes, and the variables that it reads',
  { timeout: 60_000 },
  async (name) => {
    const text = await help(name);
    const examples = [
      ...text.matchAll(/^ {2}(?:PARITY_ENVIRONMENT=\S+ )?npx -y pnpm@12 (?:run )?(\S+.*)$/gm),
    ].map(([, line = '']) => line);
    expect(examples).not.toEqual([]);
    // With `--json` the help is JSON too; what a shell reads and writes is not the script's.
    const asText = examples.map((line) => line.replace(' --json', '').replaceAll(/ [<>] \w+\.\w+/g, ''));
    const withOptions = asText.filter((line) => / --[a-z]/.test(line));
    expect(await Promise.all(withOptions.map(help))).toEqual(withOptions.map(() => text));
    const others = ['completion', 'cost', 'help', 'docs:differences', 'scaling:check'];
    const isOfEnvironment = !others.includes(name) && !name.startsWith('deploy:');
    expect(text.includes('\n  PARITY_ENVIRONMENT ')).toBe(isOfEnvironment);
  },
);
