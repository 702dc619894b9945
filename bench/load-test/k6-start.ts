import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findK6 } from '../../loadtest/k6/find-k6.ts';
import { eventually } from '../../testing/eventually.ts';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import type { Figure } from '../figure.ts';
import { atMost } from '../result/measurement.ts';
import { median } from '../result/percentile.ts';
import { inSeconds } from '../stopwatch.ts';

const rounds = 7;

/**
 * How long the command takes until k6 runs: a program in k6’s place notes when it is started and ends. Once before, so that
 * the definition has been synthesized, as it has after `local:up`.
 */
export const k6Start: Figure = {
  name: 'k6-start',
  about: 'Start of k6 by a load test',
  measure: async ({ environment, step, signal }) => {
    const store = await environment();
    const k6 = await findK6({ environment: process.env, signal });
    const seconds: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      step.note(`round ${round} of ${rounds}`);
      const taken = await startOnce(store, k6.path, signal);
      if (round > 0) seconds.push(taken);
    }
    return [
      {
        what: 'from the command until k6 runs',
        value: median(seconds),
        unit: 's',
        limit: atMost(2),
        detail: inSeconds(seconds),
      },
    ];
  },
};

/** k6 is asked for its version before it runs. */
const noting = (k6: string, file: string) => `#!/bin/sh
if [ "$1" = run ]; then date +%s%N > '${file}.part'; mv '${file}.part' '${file}'; exec sleep 60; fi
exec '${k6}' "$@"
`;

async function startOnce(
  { tool, temporaryFolder }: BenchEnvironment,
  k6: string,
  signal: AbortSignal,
): Promise<number> {
  const folder = join(temporaryFolder, 'k6');
  const [program, started] = [join(folder, 'k6'), join(folder, 'started')];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(program, noting(k6, started));
  await chmod(program, 0o755);
  const ending = new AbortController();
  const startedAtMs = Date.now();
  const test = tool.script('loadtest', ['smoke', '--out', folder], {
    variables: { PATH: [folder, process.env.PATH ?? ''].join(delimiter) },
    signal: AbortSignal.any([signal, ending.signal]),
  });
  const ended = test.then(({ stderr }) => Promise.reject(new Error(`k6 was not started: ${stderr}`)));
  ended.catch(() => undefined);
  const read = () => readFile(started, 'utf8').catch(() => undefined);
  await Promise.race([ended, eventually('the start of k6', async () => (await read()) !== undefined)]);
  const nanoseconds = Number(await read());
  ending.abort();
  await test.catch(() => undefined);
  return (nanoseconds / 1e6 - startedAtMs) / 1000;
}
