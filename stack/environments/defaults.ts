import type { Sizes } from './environment.ts';

/** The plain reading of the architecture: the sizes of production, from which other environments start. */
export const defaults: Sizes = {
  region: 'ap-southeast-1',
  availabilityZones: undefined,
  web: { min: 2, max: 10 },
  worker: { min: 1, max: 5 },
  database: { instanceType: 't3.micro', isMultiAz: true, hasReplica: true },
  cache: { nodeType: 'cache.t3.micro', nodes: 2 },
  natGateways: 2,
  // As long as CloudFront waits for an answer, so that a deployment cuts off no request.
  deregistrationDelaySeconds: 60,
  targetHealthIntervalSeconds: 15,
  containerHealthIntervalSeconds: 30,
  healthCheckGraceSeconds: 120,
  hstsSeconds: 365 * 24 * 3600,
  backupRetentionDays: 7,
  seedsSample: false,
  isProtectedFromDeletion: true,
};
