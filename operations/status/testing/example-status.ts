import type { ServiceState, StoreStatus } from '../store-status.ts';

export const exampleTime = Date.UTC(2026, 10, 27, 9, 30);
const hourMs = 3_600_000;

/** A web service that is well. */
export function exampleService(given: Partial<ServiceState> = {}): ServiceState {
  return {
    ...{ name: 'web', desired: 2, running: 2, pending: 0, revision: '12' },
    image: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
    deployedMs: exampleTime - 3 * hourMs,
    ...{ rollout: 'COMPLETED', rolloutReason: 'ECS deployment ecs-svc/1234567890123456789 completed.' },
    ...{ targets: { healthy: 2 }, unhealthyBecause: [] },
    scaling: { min: 2, max: 10, suspended: [], heldUntilMs: undefined },
    events: [
      { atMs: exampleTime - 60_000, message: '(service spree-production-web) has reached a steady state.' },
    ],
    ...given,
  };
}

/** A production store that is well. */
export function exampleStatus(given: Partial<StoreStatus> = {}): StoreStatus {
  return {
    environment: 'production',
    account: '123456789012',
    region: 'ap-southeast-1',
    atMs: exampleTime,
    services: [
      exampleService(),
      exampleService({
        name: 'worker',
        desired: 1,
        running: 1,
        targets: {},
        scaling: { min: 1, max: 5, suspended: [], heldUntilMs: undefined },
      }),
    ],
    databases: {
      isKnown: true,
      value: [
        {
          ...{ name: 'spree-production-postgres', status: 'available', engine: 'postgres 16.4' },
          ...{ size: 'db.t3.micro', isMultiAz: true, isReplica: false },
        },
      ],
    },
    caches: {
      isKnown: true,
      value: [
        {
          ...{ name: 'spree-production-redis', status: 'available', size: 'cache.t3.micro' },
          ...{ nodes: 2, failover: 'enabled' },
        },
      ],
    },
    edge: {
      isKnown: true,
      value: { id: 'E1', status: 'Deployed', isEnabled: true, domainName: 'd1234567890.cloudfront.net' },
    },
    alarms: { isKnown: true, value: [] },
    ...given,
  };
}
