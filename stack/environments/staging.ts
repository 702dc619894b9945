import { defaults } from './defaults.ts';
import type { Environment } from './environment.ts';

/** Where a release is tried, and loaded, before customers get it. */
export const staging: Environment = {
  ...defaults,
  account: undefined,
  adminEmail: undefined,
  alarmEmails: undefined,
  mail: undefined,
  domain: undefined,
  isInService: false,
  web: { min: 1, max: 3 },
  worker: { min: 1, max: 2 },
  backupRetentionDays: 1,
  seedsSample: true,
  isProtectedFromDeletion: false,
};
