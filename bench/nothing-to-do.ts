import { run } from '../local/processes/run.ts';
import type { Figure } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median } from './result/percentile.ts';
import { inSeconds, secondsOf } from './stopwatch.ts';

const rounds = 5;

/** `local:up` on a store that runs as defined: the command as users type it, and the script alone. */
export const nothingToDo: Figure = {
  name: 'nothing-to-do',
  about: 'local:up with nothing to do',
  measure: async ({ checkout, environment, step, signal }) => {
    const { tool, variables } = await environment();
    const command = () =>
      run('npx', ['-y', 'pnpm@12', 'local:up'], { cwd: checkout, env: variables, signal });
    const script = () => tool.ok('local:up', [], { signal });
    // The first one may bring the store in line and fill the package manager's caches.
    await command();
    const whole: number[] = [];
    const bare: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      step.note(`round ${round} of ${rounds}`);
      whole.push(await secondsOf(command));
      bare.push(await secondsOf(script));
    }
    return [
      {
        what: '`local:up` with nothing to do',
        value: median(whole),
        unit: 's',
        limit: atMost(3),
        detail: `npx -y pnpm@12 local:up, median of ${inSeconds(whole)}`,
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
