import { join } from 'node:path';
import { expect, test } from 'vitest';
import { terminalScreen } from '../testing/terminal-screen.ts';
import { type TerminalStep, terminalSession } from '../testing/terminal-session.ts';

/** Other tests take the processors meanwhile. */
const timeout = 60_000;

const program = join(import.meta.dirname, 'testing', 'live-list.ts');

async function draw(steps: number, typed: readonly TerminalStep[] = []) {
  const session = await terminalSession([process.execPath, program, String(steps)], typed);
  expect(session).toMatchObject({ exitCode: 0, missing: null });
  return await terminalScreen(session);
}

const results = Array.from({ length: 12 }, (_, index) => `Result ${index + 1}.`);
const count = (lines: readonly string[], word: string) =>
  lines.filter((line) => line.includes(` ${word}`) || line.startsWith(word)).length;

test.each([4, 12, 30])(
  'of a list of %i steps nothing is drawn twice, and the result stays on the screen',
  { timeout },
  async (steps) => {
    const { all, visible } = await draw(steps);
    const shown = visible.filter((line) => line !== '');
    expect(shown.slice(-12)).toEqual(results);
    expect(shown.length).toBeLessThan(24);
    expect(all.filter((line) => line.includes('A line that stays.'))).toHaveLength(1);
    for (let step = 1; step <= steps; step += 1) {
      expect(count(all, `Step ${step}.`)).toBeLessThanOrEqual(1);
      expect(count(all, `below ${step}.`)).toBe(0);
    }
  },
);

test.each([
  ['narrower', [50, 24]],
  ['wider', [120, 24]],
  ['lower', [80, 10]],
  ['narrower and lower', [60, 20]],
] as const)('a terminal that gets %s has no rests of what was drawn before', { timeout }, async (_, size) => {
  // Once all steps have begun, so that it is drawn ten times a second and not with each step.
  const { all } = await draw(4, [{ expect: '0\\.[34] s', size: [...size] }]);
  const shown = all.filter((line) => line !== '').map((line) => line.replace(/ [\d.]+ s$/, ''));
  expect(shown).toEqual(['A line that stays.', ...[1, 2, 3, 4].map((step) => `✔ Step ${step}.`), ...results]);
});
