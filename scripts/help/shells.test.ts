import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../local/processes/run.ts';
import { terminalSession } from '../../testing/terminal-session.ts';
import { completionScript, type Shell } from './shells.ts';

const program = [process.execPath, join(import.meta.dirname, '..', 'start.mjs'), 'complete'];

const isThere = async (shell: Shell) => {
  const asked = await run('sh', ['-c', `command -v ${shell}`], { allowFailure: true });
  return asked.exitCode === 0;
};

/** What bash replaces the word at the cursor with; it has taken the words apart at colons and equals signs. */
async function inBash(line: string): Promise<readonly string[]> {
  const script = [
    completionScript('bash', program),
    'COMP_LINE=$1 COMP_POINT=9999; _spree_parity 2>/dev/null; declare -p COMPREPLY',
  ];
  const { stdout } = await run('bash', ['-c', script.join('\n'), 'bash', line]);
  return [...stdout.matchAll(/\[\d+\]="([^"]*)"/g)].map(([, text = '']) => text);
}

test('bash completes commands, options and their values from the last colon or equals sign on', async () => {
  expect(await inBash('npx -y pnpm@12 store:sc')).toEqual(['scale']);
  expect(await inBash('npx -y pnpm@12 store:scale --for')).toEqual(['--for']);
  expect(await inBash('npx -y pnpm@12 store:status --env=pro')).toEqual(['production']);
  expect(await inBash('npx -y pnpm@12 store:status --env s')).toEqual(['small', 'staging']);
  expect(await inBash('npx create-something ')).toEqual([]);
});

test.runIf(await isThere('fish'))('fish completes with what each command does', async () => {
  const script = `${completionScript('fish', program)}\ncomplete -C 'npx -y pnpm@12 store:sc'`;
  const { stdout } = await run('fish', ['--no-config', '-c', script]);
  expect(stdout).toBe('store:scale\tset the number of tasks, or its bounds\n');
});

test.runIf(await isThere('zsh'))(
  'zsh shows each command with what it does',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'completion-'));
    await writeFile(join(folder, 'completion.zsh'), completionScript('zsh', program));
    const { missing, shown } = await terminalSession(
      // The mark that it shows before a prompt by default looks like one.
      ['zsh', '-f', '-i', '+o', 'PROMPT_SP'],
      [
        { expect: '[#%] ', type: `PROMPT='rea'dy'> '; source ${folder}/completion.zsh\r` },
        { expect: 'ready> ', type: 'npx -y pnpm@12 store:sca\t' },
        { expect: 'store:scale', type: ' --env s\t' },
        // Ctrl-U takes back the line, whatever is drawn of it by then.
        { expect: 'staging', type: '\u0015exit\r' },
      ],
      { timeoutMs: 40_000 },
    );
    await rm(folder, { recursive: true });
    expect(missing, shown).toBeNull();
  },
);
