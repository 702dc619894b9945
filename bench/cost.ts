import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assemblyStamp } from '../local/lifecycle/synth.ts';
import { run } from '../local/processes/run.ts';
import type { Figure, FigureContext } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median } from './result/percentile.ts';
import { inSeconds, secondsOf } from './stopwatch.ts';

const rounds = 5;

/** The whole command, with and without the synth that a changed definition needs. */
export const cost: Figure = {
  name: 'cost',
  about: 'The monthly bill of production',
  measure: async (context) => {
    const synthesized: number[] = [];
    const kept: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await rm(assemblyStamp(join(context.checkout, 'node_modules/.cache/assemblies/production')), {
        force: true,
      });
      synthesized.push(await billOnce(context));
      kept.push(await billOnce(context));
    }
    return [
      {
        ...{ what: '`cost --env production` after a change of the definition', value: median(synthesized) },
        ...{ unit: 's', limit: atMost(2), detail: `median of ${inSeconds(synthesized)}` },
      },
      {
        ...{ what: 'the same without a change', value: median(kept) },
        ...{ unit: 's', limit: atMost(2), detail: `median of ${inSeconds(kept)}` },
      },
    ];
  },
};

async function billOnce({ checkout, signal }: FigureContext): Promise<number> {
  const args = ['scripts/start.mjs', 'cost', '--env', 'production', '--json'];
  return await secondsOf(() => run(process.execPath, args, { cwd: checkout, signal }));
}
