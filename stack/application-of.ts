import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Application } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import { applicationPlace } from '../application/find-application.ts';
import { readApplication } from '../application/read-application.ts';
import type { ReadApplicationOf } from './create-app.ts';
import { SettingError } from './setting-error.ts';

/**
 * Reads how the application is run: from the file that the context names, else from that of the application which the
 * variables of the toolkit mean. Without a file, all is as by default.
 * @throws SettingError with all that is wrong in the file, or where a file that was named is not there
 */
export function applicationOf(
  checkout: string,
  variables: Readonly<Record<string, string | undefined>>,
): ReadApplicationOf {
  return (context) => {
    if (context === 'none') return defaultApplication;
    if (typeof context === 'string' && context !== '') return readFrom(context, checkout);
    const place = applicationPlace(checkout, variables);
    if (place === undefined || (!place.isNamed && !existsSync(place.file))) return defaultApplication;
    return readFrom(place.file, checkout);
  };
}

function readFrom(file: string, checkout: string): Application {
  const { application, faults } = readApplication(readText(file), shown(file, checkout));
  if (application !== undefined) return application;
  throw new SettingError(faults.join('\n'));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SettingError(
      `${file} cannot be read: name the settings of an application with STORE_SETTINGS, or unset it`,
    );
  }
}

/** People know a file of the checkout by its path there. */
function shown(file: string, checkout: string): string {
  const path = relative(checkout, file);
  return path.startsWith('..') ? file : path;
}
