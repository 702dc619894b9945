import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { FileChange } from './plan-changes.ts';

/** What is watched, and who is told. */
export interface FileWatch {
  readonly folder: string;
  /** Whether a file or folder, by its path below the folder with slashes, is left alone with all that is in it. */
  readonly isLeftOut: (path: string) => boolean;
  readonly onChange: (change: FileChange) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Watches a folder until it is closed; resolves once it sees changes. Links are not followed, as an image has them as links.
 * Node's own recursive watch misses files in folders that are being made, and tells a rename as two events without a kind.
 */
export async function watchFiles({
  folder,
  isLeftOut,
  onChange,
  onError,
}: FileWatch): Promise<() => Promise<void>> {
  const below = (path: string) => relative(folder, path).split(sep).join('/');
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => below(path) !== '' && isLeftOut(below(path)),
  });
  watcher
    .on('add', (path) => onChange({ path: below(path), kind: 'written' }))
    .on('change', (path) => onChange({ path: below(path), kind: 'written' }))
    .on('unlink', (path) => onChange({ path: below(path), kind: 'deleted' }))
    .on('error', onError);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return () => watcher.close();
}
