import type { TaskImage } from '../../images/task-image.ts';

/** What identifies a release, so that the same one is not released twice. */
export interface Released {
  readonly definitionDigest: string;
  readonly storeImageId: string;
  readonly builtImages: readonly Pick<TaskImage, 'image'>[];
  /** The engine's ids of images, by name. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * The command of an asset can produce a new image although the definition has not changed: that is released
 * too.
 */
export function releaseStamp({ definitionDigest, storeImageId, builtImages, ids }: Released): string {
  return [definitionDigest, storeImageId, ...builtImages.map(({ image }) => ids[image] ?? image)].join(' ');
}
