import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isThere } from './is-there.ts';
import { run } from './run.ts';

/** A package with a pinned version that pip installs, and where. */
export interface PypiPackage {
  /** As pip takes it, such as `moto[server]==5.2.5`. */
  readonly requirement: string;
  /** The folder that holds a folder for each installed package, and is kept. */
  readonly cache: string;
  /** As pip names it, such as `manylinux2014_aarch64`; this machine's when absent. */
  readonly platform?: string | undefined;
}

export interface InstallOptions {
  /** The environment of pip, with this user's own settings for it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Whether what the package depends on is left out. */
  readonly isAlone?: boolean;
  /** Called with the folder before anything is downloaded. */
  readonly onInstall?: ((folder: string) => void) | undefined;
}

/** The folder that a package is installed into: its programs are in `bin`, and `PYTHONPATH` has to name it. */
export function folderOfPackage({ requirement, cache, platform }: PypiPackage): string {
  const name = requirement.replaceAll(/[^\w.-]+/g, '-');
  return join(cache, platform === undefined ? name : `${name}-${platform}`);
}

/**
 * Installs a package of PyPI with pip, once, and gives its folder. The folder appears whole or not at all, also when two
 * processes install it at once. No code of a package runs meanwhile, as only built packages are taken. Raises
 * `PROCESS_FAILED` of pip, and the reason of an abort.
 */
export async function installFromPypi(asked: PypiPackage, options: InstallOptions): Promise<string> {
  const folder = folderOfPackage(asked);
  if (await isThere(folder)) return folder;
  options.onInstall?.(folder);
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(join(dirname(folder), 'installing-'));
  try {
    const packages = join(work, 'packages');
    await run('python3', ['-m', 'pip', ...pipArguments(asked, options), '--target', packages], {
      env: options.environment,
      timeoutMs: 600_000,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    await putInPlace(packages, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

function pipArguments(
  { requirement, platform }: PypiPackage,
  { isAlone }: InstallOptions,
): readonly string[] {
  return [
    'install',
    '--quiet',
    '--only-binary=:all:',
    ...(isAlone === true ? ['--no-deps'] : []),
    ...(platform === undefined ? [] : ['--platform', platform]),
    requirement,
  ];
}

/** A folder that another process has put there in the meantime is as good. */
async function putInPlace(packages: string, folder: string): Promise<void> {
  try {
    await rename(packages, folder);
  } catch (error) {
    if (!(await isThere(folder))) throw error;
  }
}
