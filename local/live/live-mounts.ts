import { posix } from 'node:path';
import { isWithin, type LiveRule } from './live-rule.ts';

/** A file or folder of the application that tasks get from the machine in the place of the image's. */
export interface LiveMount {
  /** Below the folder of the Dockerfile. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Where a container has it. */
  readonly target: string;
}

/** What the rules ask to mount: the outermost paths, as a mount below another one would hide a part of it. */
export function mountedPaths(
  rules: readonly LiveRule[],
  workingDirectory: string,
): readonly Pick<LiveMount, 'path' | 'target'>[] {
  const synced = rules.filter(({ action }) => action !== 'rebuild');
  return synced
    .filter((rule) => !synced.some(({ path }) => path !== rule.path && isWithin(rule.path, path)))
    .map(({ path, target }) => ({ path, target: target ?? posix.join(workingDirectory, path) }));
}

/** The mount that has a path. */
export function mountOf<Mount extends Pick<LiveMount, 'path'>>(
  mounts: readonly Mount[],
  path: string,
): Mount | undefined {
  return mounts.find((mount) => isWithin(path, mount.path));
}
