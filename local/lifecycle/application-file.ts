import { existsSync, statSync } from 'node:fs';
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
  const named = namedSettings(checkout, variables);
  if (named !== undefined) return named;
  // Which store is chosen, the variables alone do not say: without gems it is the demo store.
  const file = source && join(source.folder, applicationFileName);
  return file !== undefined && existsSync(file) ? file : 'none';
}

/** The file that `STORE_SETTINGS` names, if it is set. Raises `STORE_SETTINGS_UNUSABLE` where there is no such file. */
export function namedSettings(checkout: string, variables: NodeJS.ProcessEnv): string | undefined {
  const place = applicationPlace(checkout, variables);
  if (place === undefined || !place.isNamed) return undefined;
  const found = statSync(place.file, { throwIfNoEntry: false });
  if (found?.isFile() === true) return place.file;
  throw wrongUsage(
    'STORE_SETTINGS_UNUSABLE',
    `STORE_SETTINGS is '${variables.STORE_SETTINGS}', which is ${found === undefined ? 'not there' : 'not a file'}`,
    'Name the file with the settings of an application: store/README.md has them. Without it, the one beside the Dockerfile counts.',
  );
}
