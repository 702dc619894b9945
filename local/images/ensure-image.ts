import { join } from 'node:path';
import type { Step } from '../../progress/progress.ts';
import { baseImage } from './base-image.ts';
import { hashFolder, hashOf } from './content-hash.ts';
import { ensureFrom } from './ensure-from.ts';
import type { ImageDefinition, ImageUse, Recipe } from './image-definition.ts';
import type { ImageWorkshop } from './image-workshop.ts';

/** Ensures that one image of the catalogue exists. Raises `IMAGE_NOT_AVAILABLE` with every way that was tried. */
export async function ensureImage(
  workshop: ImageWorkshop,
  definition: ImageDefinition,
  step: Step,
): Promise<ImageUse> {
  const { name, variable, pulls, recipe } = definition;
  const folder = join(import.meta.dirname, 'recipes', name);
  const built = `spree-parity/${name}:${await recipeHash(folder, recipe)}`;
  return await ensureFrom(
    workshop,
    {
      name,
      variable,
      pulls,
      bases: [],
      build: {
        name,
        image: built,
        version: recipe.version,
        folder,
        args: recipe.args,
        // The store's image takes longest, so its build goes first.
        givesWay: true,
        addFiles: async (contextFolder) => {
          await recipe.addFiles?.({
            folder: contextFolder,
            checkout: workshop.checkout,
            architecture: (await workshop.engine.info()).architecture,
            environment: workshop.environment,
            note: (text) => step.note(text),
            ...(workshop.signal === undefined ? {} : { signal: workshop.signal }),
          });
        },
      },
    },
    step,
  );
}

async function recipeHash(folder: string, recipe: Recipe): Promise<string> {
  return hashOf([baseImage, await hashFolder(folder), JSON.stringify(recipe.args), ...recipe.inputs]);
}
