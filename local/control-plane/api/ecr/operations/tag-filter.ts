import { z } from 'zod';
import type { StoredImage } from '../../../registry/stored-image.ts';

/** `filter` of the operations that list images. */
export const tagFilter = z
  .object({ tagStatus: z.enum(['TAGGED', 'UNTAGGED', 'ANY']).default('ANY') })
  .default({ tagStatus: 'ANY' });

/** Whether an image is one that a filter asks for. */
export function hasTagStatus({ tagStatus }: z.output<typeof tagFilter>): (image: StoredImage) => boolean {
  return ({ tags }) => tagStatus === 'ANY' || tags.length > 0 === (tagStatus === 'TAGGED');
}
