import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { environmentLabel, type LocalEnvironment } from './local-environment.ts';

/**
 * The local environment of a checkout. Its name is `PARITY_ENVIRONMENT`, or the checkout's folder name with a
 * digest of its path, so that two checkouts run side by side. Raises `ENVIRONMENT_BAD_NAME` and `STATE_HOME_NOT_ABSOLUTE`.
 */
export function identifyEnvironment(
  checkout: string,
  variables: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): LocalEnvironment {
  const name = variables.PARITY_ENVIRONMENT || nameOf(checkout);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) {
    throw wrongUsage(
      'ENVIRONMENT_BAD_NAME',
      `PARITY_ENVIRONMENT is '${name}', which is not a valid name`,
      'Use lower-case letters, digits and hyphens, at most 40.',
    );
  }
  const stateHome = variables.XDG_STATE_HOME || join(home, '.local', 'state');
  // To ignore it, as the specification of base directories asks, would be to look for environments where they are not.
  if (!isAbsolute(stateHome)) {
    throw wrongUsage(
      'STATE_HOME_NOT_ABSOLUTE',
      `XDG_STATE_HOME is '${stateHome}', which is not an absolute path`,
      'Give it the whole path of a folder, or unset it.',
    );
  }
  return {
    name,
    checkout,
    stateFolder: join(stateHome, 'spree-parity', name),
    labels: { [environmentLabel]: name },
  };
}

function nameOf(checkout: string): string {
  const folder = basename(checkout)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 30);
  const digest = createHash('sha256').update(checkout).digest('hex').slice(0, 6);
  return folder === '' ? `store-${digest}` : `${folder}-${digest}`;
}
