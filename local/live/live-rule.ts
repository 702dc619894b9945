import type { WatchRule } from '../../application/watch-settings.ts';

/** A line of an application's `watch` settings: what is done when a file of a path changes. */
export type LiveRule = WatchRule;

/** @see watchActions */
export type LiveAction = LiveRule['action'];

/** Whether a path is another one, or below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The rule of a path: the one that names it, or the nearest folder above it. */
export function ruleFor(rules: readonly LiveRule[], path: string): LiveRule | undefined {
  return rules
    .filter((rule) => isWithin(path, rule.path))
    .reduce<LiveRule | undefined>(
      (best, rule) => (best === undefined || rule.path.length > best.path.length ? rule : best),
      undefined,
    );
}
