import { imageCatalogue } from './image-catalogue.ts';
import type { ImageName } from './image-definition.ts';

/** Where the official images of Docker Hub are found: under their short name, in full, and in Amazon's public registry. */
const officialImages = ['docker.io/library/', 'public.ecr.aws/docker/library/'];

/** The image of the catalogue that has this name in a registry, if any: the same official image, whichever registry names it. */
export function catalogueImage(image: string): ImageName | undefined {
  const prefix = officialImages.find((each) => image.startsWith(each)) ?? '';
  const name = image.slice(prefix.length);
  return Object.values(imageCatalogue).find(({ pulls }) => pulls.includes(name))?.name;
}
