import { resolve } from 'node:path';

/** What says which application runs: the variables of the toolkit. */
type Variables = Readonly<Record<string, string | undefined>>;

/** The name of the file beside the Dockerfile of an application. */
export const applicationFileName = 'parity.yml';

/** The file that is meant, and whether it has to be there. */
export interface ApplicationPlace {
  readonly file: string;
  readonly isNamed: boolean;
}

/**
 * Where the settings of the application are: in the file that `STORE_SETTINGS` names, else beside the Dockerfile of what is
 * built. Undefined for an image that is given: it has no Dockerfile here, so without `STORE_SETTINGS` all is as by default.
 */
export function applicationPlace(checkout: string, variables: Variables): ApplicationPlace | undefined {
  const {
    STORE_SETTINGS: settings,
    STORE_IMAGE: image,
    STORE_CONTEXT: context,
    STORE_KIND: kind,
  } = variables;
  if (settings) return { file: resolve(checkout, settings), isNamed: true };
  if (image) return undefined;
  const folder = context || (kind === 'demo' ? 'store/demo' : 'store');
  return { file: resolve(checkout, folder, applicationFileName), isNamed: false };
}
