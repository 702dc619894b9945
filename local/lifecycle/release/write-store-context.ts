import { mkdir, readdir } from 'node:fs/promises';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { writeSpreeContext } from '../../images/store-image.ts';

/**
 * Writes what the image of the checkout's Spree store is built from into a new or empty folder, for a `docker build` of
 * its own: for another platform, or with other tags. Raises `STORE_CONTEXT_NOT_EMPTY` and `STORE_GEMS_EMPTY`.
 */
export async function writeStoreContext(
  checkout: string,
  variables: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) {
    throw wrongUsage(
      'STORE_CONTEXT_NOT_EMPTY',
      `The folder '${folder}' is not empty`,
      'Name a folder that does not exist yet, or delete it first: what it has would go into the image.',
    );
  }
  await writeSpreeContext(checkout, variables, folder);
}
