import { defaults } from './defaults.ts';
import type { Environment } from './environment.ts';

/** A developer's machine: the tasks of production, with shorter waits. */
export const local: Environment = {
  ...defaults,
  account: '000000000000',
  adminEmail: 'admin@example.com',
  alarmEmails: ['alarms@example.com'],
  mail: { from: 'store@example.com', host: 'mail', port: 1025, secretName: 'spree-local/smtp' },
  domain: undefined,
  isInService: true,
  deregistrationDelaySeconds: 5,
  targetHealthIntervalSeconds: 5,
  containerHealthIntervalSeconds: 10,
  healthCheckGraceSeconds: 180,
  // A browser would hold it against every other server on localhost.
  hstsSeconds: 0,
  seedsSample: true,
  isProtectedFromDeletion: false,
};
