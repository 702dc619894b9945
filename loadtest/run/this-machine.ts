import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secret } from '../../failure/secret.ts';
import type { K6 } from '../k6/k6-version.ts';
import { runK6 } from '../k6/run-k6.ts';
import type { LoadSender } from './load-sender.ts';

/** A load that k6 sends from this machine. */
export interface OwnLoad {
  readonly k6: K6;
  readonly options: object;
  /** What the journeys read, besides where the options are. */
  readonly variables: Readonly<Record<string, string | Secret>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly windowMs: number;
}

/** k6's program of the journeys. */
const entry = join(import.meta.dirname, '..', 'journeys', 'main.ts');

/** This machine as the one that sends a load. What k6 reads and writes is in a folder that goes with `close`. */
export async function thisMachine({ k6, options, variables, ...rest }: OwnLoad): Promise<LoadSender> {
  const folder = await mkdtemp(join(tmpdir(), 'loadtest-'));
  const [optionsFile, summaryFile] = [join(folder, 'options.json'), join(folder, 'summary.json')];
  await writeFile(optionsFile, JSON.stringify(options));
  return {
    send: async (watch) => {
      const sent = await runK6({
        ...{ ...rest, ...watch, k6, entry, summaryFile },
        variables: { ...variables, LOADTEST_OPTIONS: optionsFile },
      }).ended;
      const summary = await readFile(summaryFile, 'utf8').catch(() => undefined);
      return summary === undefined ? sent : { ...sent, summary };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
