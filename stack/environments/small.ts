import { defaults } from './defaults.ts';
import type { Environment } from './environment.ts';

/** A shop that begins: production without what takes over when a part or an Availability Zone fails. */
export const small: Environment = {
  ...defaults,
  account: undefined,
  adminEmail: undefined,
  alarmEmails: undefined,
  mail: undefined,
  domain: undefined,
  isInService: false,
  web: { min: 1, max: 3 },
  worker: { min: 1, max: 2 },
  database: { instanceType: 't4g.micro', isMultiAz: false, hasReplica: false },
  cache: { nodeType: 'cache.t4g.micro', nodes: 1 },
  natGateways: 1,
};
