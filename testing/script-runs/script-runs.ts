import { join } from 'node:path';
import { run } from '../../local/processes/run.ts';

/** A script, such as `local:up`, with its arguments, and variables on top of the caller's. */
export interface RunOfScript {
  readonly name: string;
  readonly args: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a script wrote and its exit code, and whether the folder of all state is there afterwards. */
export interface ScriptOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly hasState: boolean;
}

const checkout = join(import.meta.dirname, '..', '..');

/**
 * Runs scripts one after the other in one process, for those that read their arguments and do nothing else: a process for each
 * of a hundred takes half a minute. That a script ends its process is shown where it has one, as in `json-output.test.ts`.
 */
export async function runScripts(
  runs: readonly RunOfScript[],
  variables: Readonly<Record<string, string>>,
): Promise<readonly ScriptOutcome[]> {
  const { stdout, stderr } = await run(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    cwd: checkout,
    env: { ...process.env, ...variables },
    input: JSON.stringify(runs),
    timeoutMs: 240_000,
  });
  const outcomes: readonly ScriptOutcome[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (outcomes.length === runs.length) return outcomes;
  const { name = '', args = [] } = runs[outcomes.length] ?? {};
  throw new Error(`\`${[name, ...args].join(' ')}\` ended the process of all: ${stderr}`);
}
