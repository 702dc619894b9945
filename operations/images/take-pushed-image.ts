import type { Target } from '../target.ts';
import { findPushedImage } from './pushed-image.ts';
import type { PullingEngine } from './pushing-engine.ts';
import { registryLogin } from './registry-login.ts';
import { findRepository, storeRepositoryName } from './store-repository.ts';

/** An image that somebody may have pushed before. */
export interface PushedBefore {
  readonly tag: string;
  /** What the engine would know it by, had it been built on this machine. */
  readonly image: string;
  readonly engine: PullingEngine;
  /** The store's own when absent. */
  readonly repository?: string;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The name by which the engine has what the registry has by this tag: it is pulled unless this machine has it. Undefined where
 * the registry has none. A tag names one image for good, and a second build of the same source is another image, so
 * whoever continues a release on another machine has to take this one. Raises `NO_REPOSITORY` and `ENGINE_PULL_FAILED`.
 */
export async function takePushedImage(target: Target, before: PushedBefore): Promise<string | undefined> {
  const { tag, image, engine, onLine, signal } = before;
  const { name, uri } = await findRepository(target, before.repository ?? storeRepositoryName(target));
  const pushed = await findPushedImage(target, name, { imageTag: tag });
  if (pushed === undefined) return undefined;
  const pulled = `${uri}:${tag}`;
  for (const known of [image, pulled]) {
    const held = await engine.inspectImage(known);
    if (held !== undefined && pushed.ids.has(held.id)) return known;
  }
  await engine.pullImage(pulled, onLine, signal, await registryLogin(target));
  return pulled;
}
