import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { hashOf } from '../images/content-hash.ts';
import { run } from '../processes/run.ts';
import { bumpVersion, type LiveFolder, type StagedMount } from './live-folder.ts';
import { mountedPaths } from './live-mounts.ts';
import type { LiveRule } from './live-rule.ts';

/** What a folder of live code begins with. */
export interface LiveSource {
  /** Where all such folders of the environment are. */
  readonly root: string;
  /** The store's image, and its id. */
  readonly image: string;
  readonly imageId: string;
  readonly rules: readonly LiveRule[];
  readonly signal: AbortSignal;
}

/**
 * Makes the folder from which tasks of an image get their code, with what the image has at the paths of the rules. Paths that
 * the image does not have are left out. It is the same folder for the same image and rules, as tasks that run mount it, and is
 * brought back to the image's contents.
 */
export async function openLiveFolder(source: LiveSource): Promise<LiveFolder> {
  const { root, image, imageId, rules, signal } = source;
  await mkdir(root, { recursive: true });
  const { stdout } = await run('docker', ['create', image, 'true'], { signal });
  const container = stdout.trim();
  try {
    const workingDirectory = await workingDirectoryOf(container, signal);
    const paths = mountedPaths(rules, workingDirectory);
    const id = hashOf([imageId, JSON.stringify(paths)]);
    const folder = join(root, id);
    const fresh = await mkdtemp(join(root, '.fresh-'));
    try {
      const mounts: StagedMount[] = [];
      for (const [index, { path, target }] of paths.entries()) {
        const hostPath = join(folder, `mount-${index}`);
        const copied = join(fresh, String(index));
        if (!(await copyOut(`${container}:${target}`, copied, signal))) continue;
        await makeReadable(copied);
        const kind = (await lstat(copied)).isDirectory() ? 'folder' : 'file';
        await mkdir(folder, { recursive: true });
        await putInPlace(copied, hostPath);
        mounts.push({ path, target, kind, hostPath });
      }
      const controlFolder = join(folder, 'control');
      await mkdir(join(controlFolder, 'incoming'), { recursive: true });
      for (const each of [controlFolder, join(controlFolder, 'incoming')]) await chmod(each, 0o755);
      await bumpVersion({ controlFolder });
      return { id, mounts, controlFolder };
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } finally {
    await run('docker', ['rm', '--force', container]);
  }
}

/** Deletes all but entries with these names. */
export async function removeOtherFolders(root: string, kept: readonly string[]): Promise<void> {
  const entries = await readdir(root).catch(() => []);
  await Promise.all(
    entries
      .filter((name) => !kept.includes(name))
      .map((name) => rm(join(root, name), { recursive: true, force: true })),
  );
}

async function workingDirectoryOf(container: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await run('docker', ['inspect', '--format', '{{.Config.WorkingDir}}', container], {
    signal,
  });
  return posix.join('/', stdout.trim());
}

/** False where the container does not have it. */
async function copyOut(from: string, to: string, signal: AbortSignal): Promise<boolean> {
  const { exitCode } = await run('docker', ['cp', from, to], { signal, allowFailure: true });
  return exitCode === 0;
}

/** A folder that tasks mount stays the same folder; what it has is replaced. */
async function putInPlace(from: string, to: string): Promise<void> {
  const former = await lstat(to).catch(() => undefined);
  if (former === undefined) return await rename(from, to);
  await mirror(from, to);
}

async function mirror(from: string, to: string): Promise<void> {
  if (!(await lstat(from)).isDirectory()) {
    return await copyFile(from, to);
  }
  const [wanted, present] = await Promise.all([readdir(from), readdir(to)]);
  for (const name of present) {
    if (!wanted.includes(name)) await rm(join(to, name), { recursive: true, force: true });
  }
  for (const name of wanted) {
    const [one, other] = [join(from, name), join(to, name)];
    const [entry, former] = [await lstat(one), await lstat(other).catch(() => undefined)];
    if (entry.isDirectory() && former?.isDirectory() === true) await mirror(one, other);
    else {
      if (former?.isDirectory() === true) await rm(other, { recursive: true });
      await rename(one, other);
    }
  }
}

/** Tasks have a user of their own, to whom nothing of this belongs. */
async function makeReadable(path: string): Promise<void> {
  await run('chmod', ['-R', 'a+rX,u+w', path]);
}
