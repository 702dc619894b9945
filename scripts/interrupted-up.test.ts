import { join } from 'node:path';
import { expect, test } from 'vitest';
import { terminalScreen } from '../testing/terminal-screen.ts';
import { terminalSession } from '../testing/terminal-session.ts';

/** Other tests take the processors meanwhile. */
const timeout = 60_000;

const program = join(import.meta.dirname, 'testing', 'interrupted-up.ts');

/** What stands on a terminal after Ctrl-C was typed at a phase, as soon as `expect` was shown. */
async function interrupt(phase: string, expected: string) {
  const session = await terminalSession(
    [process.execPath, program, phase],
    [{ expect: expected, type: '\u0003' }],
  );
  const { visible } = await terminalScreen(session);
  // The terminal shows what was typed.
  const shown = visible.filter((line) => line !== '' && line !== '^C');
  return { session, lines: shown.map((line) => line.replace(/ [\d.]+ s$/, '')) };
}

const said = [
  '✖ Interrupted [INTERRUPTED]',
  '  Completed steps are kept; the next run continues from there.',
];

test('Ctrl-C while an image is built ends the build, and says what state things are in', {
  timeout,
}, async () => {
  const { session, lines } = await interrupt('image', 'building \\d+');
  expect(session).toMatchObject({ exitCode: 130, missing: null });
  expect(lines.slice(-4)).toEqual(['– Definition  unchanged', '✖ Store image', ...said]);
  const pid = Number(/building (\d+)/.exec(session.shown)?.[1]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('Ctrl-C while servers start ends the wait, and says what state things are in', { timeout }, async () => {
  const { session, lines } = await interrupt('servers', 'PostgreSQL');
  expect(session).toMatchObject({ exitCode: 130, missing: null });
  expect(lines).toEqual(['– Definition  unchanged', '✖ PostgreSQL', ...said]);
});

test('a terminal shows what a new task answers while a release waits; Ctrl-C there says what goes on', {
  timeout,
}, async () => {
  const { session, lines } = await interrupt('services', 'given up in 2 min 5');
  expect(session).toMatchObject({ exitCode: 130, missing: null });
  expect(session.shown).toMatch(
    /new task web\/24c88e77.*\/up answers 500, given up in (3 min 00|2 min 5\d) s/,
  );
  expect(session.shown).toContain('shop-web 1/1; 1 of 3 tasks failed');
  expect(lines).toEqual([
    '– Definition  unchanged',
    '✖ Services',
    '  ✖ new task web/24c88e77  /up answers 500',
    '✖ Interrupted',
    'ECS continues the deployments of this release.',
    'The deployment of web:2 to the service shop-web is in progress; 1/1 tasks are ru',
    'nning. [INTERRUPTED]',
    '  Completed steps are kept; the next run continues from there.',
  ]);
});
