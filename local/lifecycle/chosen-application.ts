import { readFile } from 'node:fs/promises';
import type { Application } from '../../application/application.ts';
import { defaultApplication } from '../../application/defaults.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { StoreChoice } from '../images/store-image.ts';
import { applicationFile } from './application-file.ts';

/**
 * How the chosen application is run. Raises `APPLICATION_SETTINGS_WRONG` with all that is wrong in its file, and
 * `STORE_SETTINGS_UNUSABLE`. Its reader is loaded only where there is a file.
 */
export async function chosenApplication(
  checkout: string,
  variables: NodeJS.ProcessEnv,
  store: Pick<StoreChoice, 'source'>,
): Promise<Application> {
  const file = applicationFile(checkout, variables, store);
  return file === 'none' ? defaultApplication : await readApplicationFile(file);
}

/** Reads a file that is there. Raises `APPLICATION_SETTINGS_WRONG`. */
export async function readApplicationFile(file: string): Promise<Application> {
  const { readApplication } = await import('../../application/read-application.ts');
  const { application, faults } = readApplication(await readFile(file, 'utf8'), file);
  if (application !== undefined) return application;
  throw wrongUsage(
    'APPLICATION_SETTINGS_WRONG',
    faults.join('\n'),
    'store/README.md has all settings of parity.yml.',
  );
}
