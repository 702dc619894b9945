import type { TaskImage } from '../../images/task-image.ts';

/** What one release is told from another by, so that the same is not released twice. */
export interface Released {
  readonly definitionDigest: string;
  readonly storeImageId: string;
  readonly builtImages: readonly Pick<TaskImage, 'image'>[];
  /** The engine's ids of images, by name. */
  readonly ids: Readonly<Record<string, string>>;
}

/** The command of an asset may make another image while nothing changes in the definition: that is released too. */
export function releaseStamp({ definitionDigest, storeImageId, builtImages, ids }: Released): string {
  return [definitionDigest, storeImageId, ...builtImages.map(({ image }) => ids[image] ?? image)].join(' ');
}
