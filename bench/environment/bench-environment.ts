import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { connectEngine } from '../../local/docker/dockerode-engine.ts';
import type { Engine } from '../../local/docker/engine.ts';
import { identifyEnvironment } from '../../local/environment/identify.ts';
import type { LocalEnvironment } from '../../local/environment/local-environment.ts';
import type { Step } from '../../progress/progress.ts';
import { type Toolkit, toolkit } from '../../testing/toolkit.ts';

const runningSchema = z.object({
  endpoints: z.object({
    storefrontUrl: z.string(),
    loadBalancerUrl: z.string(),
    awsEndpointUrl: z.string(),
    certificateAuthority: z.string(),
  }),
  store: z.object({ kind: z.string() }),
});

/** What the figures need from the output of `local:up --json`. */
export type RunningStore = z.infer<typeof runningSchema>;

/** A store for the benchmark alone, so that it can be stopped, emptied and seeded again. */
export interface BenchEnvironment {
  readonly identity: LocalEnvironment;
  readonly engine: Engine;
  /** The toolkit's scripts on this environment. */
  readonly tool: Toolkit;
  readonly running: RunningStore;
  /** Variables that lead any command of the toolkit to this environment. */
  readonly variables: NodeJS.ProcessEnv;
  /** A folder for files; it goes with the environment. */
  readonly temporaryFolder: string;
  /** Takes it down with its data. */
  readonly remove: () => Promise<void>;
}

/** Brings up a store in an environment with a random name, its state in a temporary folder. */
export async function bringUpStore(
  checkout: string,
  step: Step,
  signal: AbortSignal,
): Promise<BenchEnvironment> {
  const name = `bench-${randomBytes(3).toString('hex')}`;
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'parity-bench-'));
  const stateHome = join(temporaryFolder, 'state');
  const tool = toolkit(name, stateHome);
  const own = { PARITY_ENVIRONMENT: name, XDG_STATE_HOME: stateHome };
  const remove = async () => {
    await tool.ok('local:down', ['--volumes', '--yes']);
    await rm(temporaryFolder, { recursive: true, force: true });
  };
  try {
    const running = runningStore(await tool.ok('local:up', ['--json'], { signal }));
    step.result(`the ${running.store.kind} store as ${name}`);
    return {
      identity: identifyEnvironment(checkout, own),
      engine: connectEngine(),
      tool,
      running,
      variables: { ...process.env, ...own },
      temporaryFolder,
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Reads what `local:up --json` printed: its last line. */
function runningStore(output: string): RunningStore {
  return runningSchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}
