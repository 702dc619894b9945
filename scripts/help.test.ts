import { beforeAll, expect, test } from 'vitest';
import { run } from '../local/processes/run.ts';
import { type RunOfScript, runScripts } from '../testing/script-runs/script-runs.ts';
import { ownScripts } from './own-scripts.ts';

/** What the help of each script is, and of each of its examples, with `--help` first: its arguments are read and nothing is done. */
const helps = new Map<string, { readonly text: string; readonly ofExamples: readonly string[] }>();

beforeAll(async () => {
  const scripts = ownScripts();
  const texts = await helpOf(scripts.map((name) => ({ name, args: ['--help'] })));
  const lines = texts.map((text) => examplesOf(text).filter((line) => / --[a-z]/.test(line)));
  const words = await splitByShell(lines.flat());
  const ofExamples = await helpOf(words.map(([name = '', ...args]) => ({ name, args: ['--help', ...args] })));
  for (const [index, name] of scripts.entries()) {
    const count = lines[index]?.length ?? 0;
    helps.set(name, { text: texts[index] ?? '', ofExamples: ofExamples.splice(0, count) });
  }
}, 120_000);

async function helpOf(runs: readonly RunOfScript[]): Promise<string[]> {
  return (await runScripts(runs, {})).map(({ stdout }) => stdout);
}

/** With `--json` the help is JSON too; what a shell reads and writes is not the script's. */
function examplesOf(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}(?:PARITY_ENVIRONMENT=\S+ )?npx -y pnpm@12 (?:run )?(\S+.*)$/gm)].map(
    ([, line = '']) => line.replace(' --json', '').replaceAll(/ [<>] \w+\.\w+/g, ''),
  );
}

/** The words of lines as a shell reads them. */
async function splitByShell(lines: readonly string[]): Promise<readonly (readonly string[])[]> {
  const script = lines.map((line) => `printf '%s\\0' ${line}; printf '\\n\\0'`).join('\n');
  const { stdout } = await run('sh', ['-c', script]);
  const words = stdout.split('\n\0').slice(0, -1);
  return words.map((each) => each.split('\0').slice(0, -1));
}

test.each(ownScripts())(
  'the help of `%s` has examples with arguments that it takes, and the variables that it reads',
  (name) => {
    const { text = '', ofExamples = [] } = helps.get(name) ?? {};
    expect(examplesOf(text)).not.toEqual([]);
    expect(ofExamples).toEqual(ofExamples.map(() => text));
    const others = ['completion', 'cost', 'help', 'docs:differences', 'scaling:check'];
    const isOfEnvironment = !others.includes(name) && !name.startsWith('deploy:');
    expect(text.includes('\n  PARITY_ENVIRONMENT ')).toBe(isOfEnvironment);
  },
);

test('examples with options are tried', () => {
  const tried = [...helps.values()].flatMap(({ ofExamples }) => ofExamples);
  expect(tried.length).toBeGreaterThan(50);
});
