import { defaults } from './defaults.ts';
import type { Environment } from './environment.ts';

/** Where customers shop. What is undefined has to be set before the first deployment; the domain may stay undefined. */
export const production: Environment = {
  ...defaults,
  account: undefined,
  adminEmail: undefined,
  alarmEmails: undefined,
  mail: undefined,
  domain: undefined,
  isInService: false,
};
