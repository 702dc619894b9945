import type { StoppedTask } from '../../stopped-task.ts';
import type { DoctorFacts, NetworkPath, NetworkRule, ServiceFacts, TargetFacts } from '../doctor-facts.ts';

/** A Friday at noon. */
export const exampleTime = Date.parse('2026-11-27T12:00:00Z');

const known = <T>(value: T) => ({ isKnown: true, value }) as const;
export const unknown = { isKnown: false, why: 'not authorized' } as const;

const loadBalancerArn =
  'arn:aws:elasticloadbalancing:ap-southeast-1:111122223333:loadbalancer/app/spree-production/50dc6c495c0c9188';
const taskDefinition = (revision: number) =>
  `arn:aws:ecs:ap-southeast-1:111122223333:task-definition/spree-production-web:${revision}`;

export const healthyTarget: TargetFacts = {
  ...{ state: 'healthy', reason: undefined, description: undefined, port: 3000, healthPath: '/up' },
};

/** A service that is well. */
export function exampleService(changes: Partial<ServiceFacts> = {}): ServiceFacts {
  return {
    ...{ name: 'web', serviceName: 'spree-production-web', cluster: 'spree-production-cluster' },
    ...{ atMs: exampleTime, desired: 2, running: 2, taskDefinition: taskDefinition(12) },
    ...{ deploymentId: 'ecs-svc/12', deployedMs: exampleTime - 3_000_000, rollout: 'COMPLETED' },
    rolloutReason: 'ECS deployment ecs-svc/12 completed.',
    events: [],
    targets: known([healthyTarget, healthyTarget]),
    stopped: [],
    suspendedScaling: known([]),
    lastLines: known([]),
    recentLines: known([]),
    ...changes,
  };
}

/** A task of the revision that runs, whose program ended with 1. */
export function exampleStopped(changes: Partial<StoppedTask> = {}, revision = 12): StoppedTask {
  return {
    ...{ id: '0123', arn: 'arn:aws:ecs:ap-southeast-1:111122223333:task/spree-production-cluster/0123' },
    ...{ taskDefinition: taskDefinition(revision), startedBy: 'ecs-svc/12', createdAt: exampleTime - 60_000 },
    stoppedAt: exampleTime - 30_000,
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode: 1, reason: undefined }],
    ...changes,
  };
}

const all: NetworkRule = {
  ...{ protocol: '-1', fromPort: undefined, toPort: undefined, peers: [], ranges: ['0.0.0.0/0'] },
};

/** A way from `web` to the database that is open. */
export function examplePath(
  rule: Partial<NetworkRule> = {},
  egress: readonly NetworkRule[] = [all],
): NetworkPath {
  const ingress = { protocol: 'tcp', fromPort: 5432, toPort: 5432, peers: ['sg-web'], ranges: [], ...rule };
  return {
    ...{ from: 'web', to: 'spree-production-postgres', port: 5432, sources: ['sg-web'] },
    fromGroups: [{ id: 'sg-web', ingress: [], egress }],
    toGroups: [{ id: 'sg-database', ingress: [ingress], egress: [] }],
  };
}

/** A store that is well. */
export function exampleFacts(changes: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    ...{ environment: 'production', atMs: exampleTime, services: [exampleService()] },
    oneOffs: known([]),
    databases: known([
      {
        ...{ name: 'spree-production-postgres', status: 'available', engine: 'postgres 16' },
        ...{ size: 'db.t4g.small', isMultiAz: true, isReplica: false },
      },
    ]),
    caches: known([
      {
        name: 'spree-production-redis',
        status: 'available',
        size: 'cache.t4g.micro',
        nodes: 2,
        failover: 'enabled',
      },
    ]),
    loadBalancer: known({
      ...{ arn: loadBalancerArn, state: 'active' },
      listeners: [{ port: 80, rules: [{ priority: 'default', forwardsTo: ['arn:target-group'] }] }],
    }),
    distribution: known({
      ...{ id: 'E1', status: 'Deployed', isEnabled: true },
      defaultOrigin: { domainName: 'internal-spree.elb.amazonaws.com', vpcOriginId: 'vo_1' },
    }),
    vpcOrigins: known([{ id: 'vo_1', status: 'Deployed', endpointArn: loadBalancerArn }]),
    networkPaths: known([examplePath()]),
    secrets: known([
      {
        ...{
          name: 'spree-production/application',
          deletedMs: undefined,
          rotates: true,
          hasPendingVersion: false,
        },
        ...{ nextRotationMs: exampleTime + 86_400_000, changedMs: exampleTime - 86_400_000 },
      },
    ]),
    natGateways: known([{ id: 'nat-1', sentBytes: 3e9 }]),
    ...changes,
  };
}
