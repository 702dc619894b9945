import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type LiveMount, mountOf } from './live-mounts.ts';
import type { FileChange } from './plan-changes.ts';

/** A mount, and where the machine has what it shows. */
export interface StagedMount extends LiveMount {
  readonly hostPath: string;
}

/** What tasks with live code are given: files that passed the checks, and nothing else. */
export interface LiveFolder {
  readonly id: string;
  readonly mounts: readonly StagedMount[];
  readonly controlFolder: string;
}

/** What a path of a folder has: a file with its bytes, a link, or nothing that could be served. */
export type FileContent =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly isProgram: boolean }
  | { readonly kind: 'link'; readonly to: string };

/** A file with what it is to have; undefined where it is to go. */
export interface StagedChange {
  readonly path: string;
  readonly content: FileContent | undefined;
}

/** Reads a file as tasks would get it; undefined where there is none. Raises what the file system says, such as `EACCES`. */
async function readContent(path: string): Promise<FileContent | undefined> {
  try {
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) return { kind: 'link', to: await readlink(path) };
    if (!entry.isFile()) return undefined;
    return { kind: 'file', bytes: await readFile(path), isProgram: (entry.mode & 0o111) !== 0 };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Where the machine has what tasks see of a path; undefined where they see the image's. */
export function stagedPath({ mounts }: LiveFolder, path: string): string | undefined {
  const mount = mountOf(mounts, path);
  return mount === undefined ? undefined : join(mount.hostPath, path.slice(mount.path.length));
}

/** The changes that would change what tasks see, each with the content that it brings. */
export async function readChanges(
  folder: LiveFolder,
  context: string,
  changes: readonly FileChange[],
): Promise<readonly StagedChange[]> {
  const read = await Promise.all(
    changes.map(async ({ path }) => {
      const staged = stagedPath(folder, path);
      if (staged === undefined) return [];
      const content = await readContent(join(context, path));
      return isSame(content, await readContent(staged)) ? [] : [{ path, content }];
    }),
  );
  return read.flat();
}

/**
 * Shows tasks the changed files, each of them as a whole. Gives what it takes to go back. A file that is mounted by itself
 * is written in place, as the mount follows the file and not its name, and so it stays when it is deleted.
 */
export async function stage(
  folder: LiveFolder,
  changes: readonly StagedChange[],
): Promise<readonly StagedChange[]> {
  const before: StagedChange[] = [];
  for (const { path, content } of changes) {
    const mount = mountOf(folder.mounts, path);
    const staged = stagedPath(folder, path);
    if (mount === undefined || staged === undefined) continue;
    const former = await readContent(staged);
    before.push({ path, content: former });
    if (mount.kind === 'file') {
      if (content?.kind === 'file') await writeFile(staged, content.bytes);
    } else if (content === undefined) await removeFile(staged, mount.hostPath);
    else await replace(folder, staged, content);
  }
  await bumpVersion(folder);
  return before;
}

/** Changes the file that tells applications of a change. */
export async function bumpVersion({ controlFolder }: Pick<LiveFolder, 'controlFolder'>): Promise<void> {
  const next = join(controlFolder, '.version');
  await writeFile(next, `${process.hrtime.bigint()}\n`, { mode: 0o644 });
  await rename(next, join(controlFolder, 'version'));
}

/** Puts what is to be checked where a task can read it, and nothing else. */
export async function putForCheck(
  { controlFolder }: Pick<LiveFolder, 'controlFolder'>,
  changes: readonly StagedChange[],
): Promise<void> {
  const incoming = join(controlFolder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await makeFolder(incoming, controlFolder);
  for (const { path, content } of changes) {
    if (content?.kind !== 'file') continue;
    const file = join(incoming, path);
    await makeFolder(dirname(file), controlFolder);
    await writeFile(file, content.bytes);
    await chmod(file, content.isProgram ? 0o755 : 0o644);
  }
}

async function replace(folder: LiveFolder, path: string, content: FileContent): Promise<void> {
  const next = join(folder.controlFolder, '.next');
  await rm(next, { force: true });
  await makeFolder(dirname(path), folder.controlFolder);
  if (content.kind === 'link') await symlink(content.to, next);
  else {
    await writeFile(next, content.bytes);
    await chmod(next, content.isProgram ? 0o755 : 0o644);
    const at = await distinctTime(path);
    await utimes(next, at, at);
  }
  const former = await lstat(path).catch(() => undefined);
  if (former?.isDirectory()) await rm(path, { recursive: true });
  await rename(next, path);
}

/** Caches of compiled code, such as that of bootsnap, know a file by its size and by the second of its last change. */
async function distinctTime(path: string): Promise<Date> {
  const former = await lstat(path).catch(() => undefined);
  const now = Date.now();
  if (former === undefined || Math.floor(former.mtimeMs / 1000) < Math.floor(now / 1000))
    return new Date(now);
  return new Date((Math.floor(former.mtimeMs / 1000) + 1) * 1000);
}

/** Readable by the tasks' user, whatever this user's mask is. */
async function makeFolder(path: string, below: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let each = path; each.length >= first.length && each !== below; each = dirname(each)) {
    await chmod(each, 0o755);
  }
}

/** With the folders above it that have nothing else: an image would not have these either. */
async function removeFile(path: string, root: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  for (let each = dirname(path); each !== root && each.startsWith(root); each = dirname(each)) {
    const entries = await readdir(each).catch(() => undefined);
    if (entries === undefined) continue;
    if (entries.length > 0) return;
    await rm(each, { recursive: true });
  }
}

function isSame(one: FileContent | undefined, other: FileContent | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind === 'link') return other.kind === 'link' && one.to === other.to;
  return other.kind === 'file' && one.isProgram === other.isProgram && one.bytes.equals(other.bytes);
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
