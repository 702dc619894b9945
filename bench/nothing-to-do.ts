import { run } from '../local/processes/run.ts';
import type { Figure } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median } from './result/percentile.ts';
import { inSeconds, secondsOf } from './stopwatch.ts';

const rounds = 7;

/**
 * `local:up` on a store that runs as defined, as users type it, against the same package manager with an empty
 * command. The two take turns.
 */
export const nothingToDo: Figure = {
  name: 'nothing-to-do',
  about: 'local:up with nothing to do',
  measure: async ({ checkout, environment, step, signal }) => {
    const { tool, variables } = await environment();
    const pnpm = (...args: readonly string[]) =>
      run('npx', ['-y', 'pnpm@12', ...args], { cwd: checkout, env: variables, signal });
    // The first one may bring the store in line and fill the package manager's caches.
    await pnpm('local:up');
    const whole: number[] = [];
    const empty: number[] = [];
    const bare: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      step.note(`round ${round} of ${rounds}`);
      empty.push(await secondsOf(() => pnpm('exec', 'node', '-e', '0')));
      whole.push(await secondsOf(() => pnpm('local:up')));
      bare.push(await secondsOf(() => tool.ok('local:up', [], { signal })));
    }
    return [
      {
        what: '`local:up` with nothing to do, against `npx -y pnpm@12 exec node -e 0`',
        value: median(whole) / median(empty),
        unit: 'times',
        limit: atMost(1.3),
        detail: `medians of ${inSeconds(whole)} against ${inSeconds(empty)}`,
      },
      {
        what: 'the same without npx and pnpm',
        value: median(bare),
        unit: 's',
        detail: `median of ${inSeconds(bare)}`,
      },
    ];
  },
};
