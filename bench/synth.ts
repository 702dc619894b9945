import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutAws } from '../local/lifecycle/servers/guard.ts';
import { run } from '../local/processes/run.ts';
import type { Figure, FigureContext } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median } from './result/percentile.ts';
import { inSeconds, secondsOf } from './stopwatch.ts';

const rounds = 7;

/**
 * The CDK app from its start to a cloud assembly in an empty folder, without the CDK CLI, as `local:up` runs it, against
 * that of a small app: a machine that is slow at one is slow at the other. The two take turns.
 */
export const synth: Figure = {
  name: 'synth',
  about: 'Synth of the app',
  measure: async (context) => {
    const seconds: number[] = [];
    const small: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      seconds.push(await synthesizeOnce(context, 'stack/app.ts'));
      small.push(await synthesizeOnce(context, 'bench/small-app.mjs'));
    }
    return [
      {
        what: 'synth of the app, against that of an app with one service',
        value: median(seconds) / median(small),
        unit: 'times',
        limit: atMost(2.5),
        detail: `medians of ${inSeconds(seconds)} against ${inSeconds(small)}`,
      },
    ];
  },
};

async function synthesizeOnce({ checkout, signal }: FigureContext, app: string): Promise<number> {
  const outdir = await mkdtemp(join(tmpdir(), 'parity-bench-synth-'));
  const cdkContext = JSON.stringify({ environment: 'local', imageTag: 'bench' });
  try {
    return await secondsOf(() =>
      run(process.execPath, [app], {
        cwd: checkout,
        env: { ...withoutAws(process.env), CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: cdkContext },
        signal,
      }),
    );
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
