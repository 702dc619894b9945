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

/** The CDK app from its start to a cloud assembly in an empty folder, without the CDK CLI, as `local:up` runs it. */
export const synth: Figure = {
  name: 'synth',
  about: 'Synth of the app',
  measure: async (context) => {
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) seconds.push(await synthesizeOnce(context));
    return [
      {
        what: 'synth of the app',
        value: median(seconds),
        unit: 's',
        limit: atMost(1.2),
        detail: `median of ${inSeconds(seconds)}`,
      },
    ];
  },
};

async function synthesizeOnce({ checkout, signal }: FigureContext): Promise<number> {
  const outdir = await mkdtemp(join(tmpdir(), 'parity-bench-synth-'));
  const cdkContext = JSON.stringify({ environment: 'local', imageTag: 'bench' });
  try {
    return await secondsOf(() =>
      run(process.execPath, ['stack/app.ts'], {
        cwd: checkout,
        env: { ...withoutAws(process.env), CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: cdkContext },
        signal,
      }),
    );
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
