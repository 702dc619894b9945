import type { Environment, EnvironmentName } from './environments/environment.ts';
import { local } from './environments/local.ts';
import { production } from './environments/production.ts';
import { small } from './environments/small.ts';
import { staging } from './environments/staging.ts';

/** The environments by name; each has a file of its own in `stack/environments/`. */
export const environments: Readonly<Record<EnvironmentName, Environment>> = {
  local,
  small,
  staging,
  production,
};
