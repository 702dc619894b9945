import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { Failure } from '../../../failure/failure.ts';
import type { AssetFile } from '../../../operations/release-assets/publish-assets.ts';
import { run } from '../../processes/run.ts';

/** Where a Rails image has its assets, below its working directory. */
const assetsFolder = 'public/assets';

/**
 * Calls `use` with the assets that an image has below its working directory, of which none are there where the image has
 * no such folder. Manifests and what is compressed already are left out: nobody asks for them by name.
 */
export async function withAssetsOfImage<T>(
  image: string,
  use: (files: readonly AssetFile[]) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const options = signal === undefined ? {} : { signal };
  const folder = await mkdtemp(join(tmpdir(), 'release-assets-'));
  const { stdout } = await run('docker', ['create', image, 'true'], options);
  const container = stdout.trim();
  try {
    const workingDirectory = await run(
      'docker',
      ['inspect', '--format', '{{.Config.WorkingDir}}', container],
      options,
    );
    const source = `${container}:${join('/', workingDirectory.stdout.trim(), assetsFolder)}`;
    const copied = await run('docker', ['cp', source, join(folder, 'assets')], {
      ...options,
      allowFailure: true,
    });
    if (copied.exitCode !== 0 && !noSuchFolder.test(copied.stderr)) throw notRead(image, copied.stderr);
    return await use(copied.exitCode === 0 ? await filesOf(join(folder, 'assets')) : []);
  } finally {
    await run('docker', ['rm', '--force', container]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the words of the engine's versions. */
const noSuchFolder = /no such container:path|could not find the file|no such file or directory/i;

function notRead(image: string, said: string): Failure {
  return new Failure('ASSETS_NOT_READ', `The assets of the image ${image} cannot be read: ${said.trim()}`, {
    hint: 'Check that the container engine runs and has space on its disk, and run it again.',
  });
}

async function filesOf(folder: string): Promise<readonly AssetFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(gz|br)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      read: () => readFile(path),
    }));
}
