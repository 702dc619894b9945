import { trackingPolicy } from '../../testing/situations.ts';
import type {
  CheckedMetric,
  CheckedPolicy,
  CheckedScaling,
  CheckedService,
  CheckInput,
  ServiceFacts,
} from '../check-input.ts';

const facts: ServiceFacts = {
  cpuSeconds: 0.01,
  latencyMs: 50,
  memoryMiB: 200,
  bootSeconds: 20,
  provisionSeconds: 30,
  shutdownSeconds: 25,
  requestSeconds: 25,
  databaseConnections: 3,
  redisConnections: 10,
};

/** A target tracking policy; its logical id is its name. */
export function checkedPolicy(
  metric: CheckedMetric,
  changes: Parameters<typeof trackingPolicy>[0] = {},
): CheckedPolicy {
  const name = metric.kind;
  return { logicalId: name, metric, policy: trackingPolicy({ policyName: name, ...changes }) };
}

/** A service with which nothing is wrong, with changes. */
export function checkedService(
  changes: Partial<Omit<CheckedService, 'facts' | 'scaling'>> & {
    readonly facts?: Partial<ServiceFacts>;
    readonly scaling?: Partial<CheckedScaling>;
  } = {},
): CheckedService {
  return {
    logicalId: 'Web',
    name: 'web',
    taskVcpu: 0.5,
    taskMemoryMiB: 1024,
    desiredCount: 2,
    maximumPercent: 200,
    healthCheckGraceSeconds: 60,
    targets: [
      {
        logicalId: 'Targets',
        healthIntervalSeconds: 10,
        healthyThresholdCount: 2,
        deregistrationDelaySeconds: 30,
      },
    ],
    containers: [{ name: 'web', stopTimeoutSeconds: 30 }],
    subnets: ['SubnetA', 'SubnetB'],
    ...changes,
    facts: { ...facts, ...changes.facts },
    scaling: {
      ...{ logicalId: 'Scaling', minCapacity: 2, maxCapacity: 10 },
      policies: [checkedPolicy({ kind: 'cpu' }), checkedPolicy({ kind: 'requests' }, { targetValue: 2000 })],
      ...changes.scaling,
    },
  };
}

/** A definition with which nothing is wrong, with changes. */
export function checkInput(changes: Partial<CheckInput> = {}): CheckInput {
  return {
    services: [checkedService()],
    databases: [{ logicalId: 'Database', connections: 100, because: 'as set' }],
    caches: [{ logicalId: 'Cache', maxClients: 65_000 }],
    subnets: [
      { logicalId: 'SubnetA', addresses: 251 },
      { logicalId: 'SubnetB', addresses: 251 },
    ],
    cluster: 'Cluster',
    vcpuQuota: 16,
    otherDatabaseConnections: 4,
    ...changes,
  };
}
