import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFileName, applicationPlace } from '../../application/find-application.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { StoreChoice } from '../images/store-image.ts';

/**
 * The file that says how the chosen application is run, or `none`: what the app of the checkout takes as its context
 * `application`. Raises `STORE_SETTINGS_UNUSABLE` where the one that is named is not there.
 */
export function applicationFile(
  checkout: string,
  variables: NodeJS.ProcessEnv,
  { source }: Pick<StoreChoice, 'source'>,
): string {
  const place = applicationPlace(checkout, variables);
  if (place?.isNamed) {
    if (existsSync(place.file)) return place.file;
    throw wrongUsage(
      'STORE_SETTINGS_UNUSABLE',
      `STORE_SETTINGS is '${variables.STORE_SETTINGS}', which is not there`,
      'Name the file with the settings of an application: store/README.md has them. Without it, the one beside the Dockerfile counts.',
    );
  }
  // Which store is chosen, the variables alone do not say: without gems it is the demo store.
  const file = source && join(source.folder, applicationFileName);
  return file !== undefined && existsSync(file) ? file : 'none';
}
