import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { ensurePrivateFolder, readText, writePrivateFile } from '../environment/state-file.ts';
import { run } from '../processes/run.ts';
import { applicationInput } from './application-input.ts';
import { readApplicationFile } from './chosen-application.ts';
import { withoutAws } from './servers/guard.ts';
import { digestSources, type SourceSelection } from './source-files.ts';

/** A synthesized cloud assembly, and whether it had to be made now. */
export interface SynthesizedAssembly {
  readonly folder: string;
  /** Digest of what it was made of: of all code in the checkout, the toolkit's own included. */
  readonly inputs: string;
  readonly fresh: boolean;
}

/** What to synthesize, and where to. */
export interface Synthesis {
  readonly checkout: string;
  /** The folder of the assembly; a file beside it says what it was made of. */
  readonly folder: string;
  /** CDK's context, such as the environment. */
  readonly context: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const cdkJsonSchema = z.object({ app: z.string(), context: z.record(z.string(), z.unknown()).default({}) });
const contextSchema = z.record(z.string(), z.unknown());

/**
 * Synthesizes the CDK app of the checkout for `context`, or gives the last assembly where neither the app nor
 * the context has changed since: the app is a pure function of both, and of the file that says how the application is run.
 * Raises `APPLICATION_SETTINGS_WRONG` and `SYNTH_FAILED`.
 */
export async function synthesize({
  checkout,
  folder,
  context,
  signal,
}: Synthesis): Promise<SynthesizedAssembly> {
  const stamp = assemblyStamp(folder);
  const inputs = await digestInputs(checkout, context);
  if ((await readText(stamp)) === inputs && (await readText(join(folder, 'manifest.json'))) !== undefined) {
    return { folder, inputs, fresh: false };
  }
  await refuseWrongApplication(checkout, context);
  await runApp(checkout, `${folder}.new`, context, signal);
  await rm(folder, { recursive: true, force: true });
  await rename(`${folder}.new`, folder);
  await writePrivateFile(stamp, inputs);
  return { folder, inputs, fresh: true };
}

/** The file that records the inputs of an assembly; without it, the app is synthesized again. */
export function assemblyStamp(folder: string): string {
  return `${folder}.sha256`;
}

/** The app would refuse it as well, in the middle of its own output. Its reader is not loaded where nothing has changed. */
async function refuseWrongApplication(
  checkout: string,
  context: Readonly<Record<string, string>>,
): Promise<void> {
  const input = await applicationInput(checkout, context, process.env);
  if (input?.text !== undefined) await readApplicationFile(input.file);
}

async function runApp(
  checkout: string,
  outdir: string,
  context: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await ensurePrivateFolder(outdir);
  const { app, context: ownContext } = cdkJsonSchema.parse(await readJson(join(checkout, 'cdk.json')));
  const lookedUp = contextSchema.parse(await readJson(join(checkout, 'cdk.context.json')));
  const [program, ...args] = app.split(' ');
  const finished = await run(program ?? 'node', args, {
    cwd: checkout,
    env: {
      ...withoutAws(process.env),
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...lookedUp, ...ownContext, ...context }),
    },
    allowFailure: true,
    ...(signal === undefined ? {} : { signal }),
  });
  // Ctrl-C reaches the app as well, maybe before this process notices it.
  signal?.throwIfAborted();
  if (finished.exitCode === 0) return;
  throw new Failure(
    'SYNTH_FAILED',
    `\`${app}\` ended with exit code ${finished.exitCode}:\n${tail(finished.stderr)}`,
    {
      hint: `Run it by itself: ${command('exec')} ${app}`,
    },
  );
}

async function digestInputs(checkout: string, context: Readonly<Record<string, string>>): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(context));
  hash.update((await readText(join(checkout, 'pnpm-lock.yaml'))) ?? '');
  hash.update(JSON.stringify((await applicationInput(checkout, context, process.env)) ?? null));
  digestSources(hash, checkout, appSources);
  return hash.digest('hex');
}

/** Whatever the app may import: a stale definition would be worse than a needless synth. */
const appSources: SourceSelection = {
  endings: ['.ts', '.mts', '.js', '.mjs', '.json'],
  isLeftOut: (path) => noInputs.has(path) || path.endsWith('.test.ts'),
};

const noInputs = new Set([
  'node_modules',
  'store',
  'tests',
  'bench',
  'docs',
  'cdk.out',
  'reports',
  'coverage',
]);

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  return text === undefined ? {} : JSON.parse(text);
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-20).join('\n');
}
