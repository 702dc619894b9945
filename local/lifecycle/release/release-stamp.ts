import type { TaskImage } from '../../images/task-image.ts';

/** What identifies a release, so that the same one is not released twice. */
export interface Released {
  readonly definitionDigest: string;
  readonly storeImageId: string;
  readonly builtImages: readonly Pick<TaskImage, 'image'>[];
  /** The engine's ids of images, by name. */
  readonly ids: Readonly<Record<string, string>>;
  /** Tasks are told it when they are created. */
  readonly timeScale: number;
}

/**
 * The command of an asset can produce a new image although the definition has not changed: that is released
 * too.
 */
export function releaseStamp(released: Released): string {
  const { definitionDigest, storeImageId, builtImages, ids, timeScale } = released;
  const built = builtImages.map(({ image }) => ids[image] ?? image);
  return [definitionDigest, storeImageId, ...built, timeScale].join(' ');
}
