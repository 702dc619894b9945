import { ownValue } from '../../json/own-value.ts';
import { type CostedResource, isOn, number, object, objects, text } from '../charges/costed-resource.ts';
import { definitionOf, serviceName } from '../charges/tasks.ts';
import { changed, type WhatIf, without } from './what-if.ts';

const isService = ({ type }: CostedResource) => type === 'AWS::ECS::Service';
const isDatabase = ({ type }: CostedResource) => type === 'AWS::RDS::DBInstance';
const isCache = ({ type }: CostedResource) => type === 'AWS::ElastiCache::ReplicationGroup';
const isNat = ({ type }: CostedResource) => type === 'AWS::EC2::NatGateway';
const isReplica = (resource: CostedResource) =>
  isDatabase(resource) && text(resource, 'SourceDBInstanceIdentifier') !== undefined;

/** What `--without` takes. */
export const removable: Readonly<Record<string, WhatIf>> = {
  'read-replica': {
    option: '--without read-replica',
    givesUp:
      'The primary answers what only reads, too, and needs connections for all tasks: it takes fewer tasks at most, or a larger class.',
    change: (resources) => without(resources, isReplica),
  },
  'container-insights': {
    option: '--without container-insights',
    givesUp: 'Nothing counts the tasks: alarms on their number have no data.',
    change: (resources) =>
      changed(
        resources,
        (resource) => resource.type === 'AWS::ECS::Cluster' && hasInsights(resource),
        () => ({ ClusterSettings: [{ Name: 'containerInsights', Value: 'disabled' }] }),
      ),
  },
};

function hasInsights(cluster: CostedResource): boolean {
  return objects(cluster, 'ClusterSettings').some((setting) => text(setting, 'Value') !== 'disabled');
}

/** The first NAT gateways alone, with their addresses. */
export function fewerNatGateways(count: number): WhatIf {
  return {
    option: `--nat ${count}`,
    givesUp:
      'If the Availability Zone of a NAT gateway fails, tasks in others that use it reach neither the internet nor the registry, and traffic between zones is billed.',
    change: (resources) => {
      const gone = resources.filter(isNat).slice(count);
      const addresses = new Set(gone.map((each) => text(each, 'AllocationId')));
      return without(
        resources,
        (each) =>
          gone.includes(each) ||
          (each.type === 'AWS::EC2::EIP' && addresses.has(String(each.attribute('AllocationId')))),
      );
    },
  };
}

export const singleAzDatabase: WhatIf = {
  option: '--single-az database',
  givesUp:
    'If the host or the Availability Zone of the database fails, or during maintenance, the store is down until RDS has replaced it.',
  change: (resources) =>
    changed(
      resources,
      (resource) => isDatabase(resource) && isOn(resource, 'MultiAZ'),
      () => ({ MultiAZ: false }),
    ),
};

/** A service on Fargate Spot, by the end of its name: `worker` or `workers`. */
export function onSpot(name: string): WhatIf {
  return {
    option: `--spot ${name}`,
    givesUp: 'AWS takes tasks away with a warning of two minutes, and at times there are none to be had.',
    change: (resources) =>
      changed(
        resources,
        (resource) => isService(resource) && isNamed(resource, name),
        () => ({
          LaunchType: null,
          CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
        }),
      ),
  };
}

/** Whether a service has a name, or one that ends so. */
export function isNamed(service: CostedResource, name: string): boolean {
  return [name, name.replace(/s$/, '')].some(
    (each) => serviceName(service) === each || serviceName(service).endsWith(`-${each}`),
  );
}

/** All log groups with another retention, in days. */
export function logRetention(days: number): WhatIf {
  return {
    option: `--log-retention ${days}`,
    givesUp: `What was logged more than ${days === 1 ? 'a day' : `${days} days`} ago is gone.`,
    change: (resources) =>
      changed(
        resources,
        (resource) =>
          resource.type === 'AWS::Logs::LogGroup' && (number(resource, 'RetentionInDays') ?? Infinity) > days,
        () => ({ RetentionInDays: days }),
      ),
  };
}

export const onArm: WhatIf = {
  option: '--arm',
  givesUp: 'Images have to be built for ARM, with gems that have code for it.',
  change: (resources) => {
    const run = resources.filter(isService).map((service) => definitionOf(service, resources));
    return changed(
      resources,
      (resource) => run.includes(resource),
      (resource) => ({
        RuntimePlatform: { ...object(resource, 'RuntimePlatform').properties, CpuArchitecture: 'ARM64' },
      }),
    );
  },
};

/** Redis with fewer nodes. */
export function fewerCacheNodes(count: number): WhatIf {
  return {
    option: `--cache-nodes ${count}`,
    givesUp:
      count === 1
        ? 'If the only node fails, all are signed out, and jobs since the last snapshot are lost.'
        : 'Fewer nodes can take over, and fewer answer what only reads.',
    change: (resources) =>
      changed(
        resources,
        (resource) => isCache(resource) && (number(resource, 'NumCacheClusters') ?? 0) > count,
        () => ({ NumCacheClusters: count }),
      ),
  };
}

export const onValkey: WhatIf = {
  option: '--valkey',
  givesUp: 'The store has to be tested with Valkey, which was made from Redis 7.2.',
  change: (resources) =>
    changed(
      resources,
      (resource) => isCache(resource) && (text(resource, 'Engine') ?? 'redis') === 'redis',
      () => ({ Engine: 'valkey' }),
    ),
};

/** Those that are worth a look in any definition; not all of them can be made in each. */
export function usualWhatIfs(resources: readonly CostedResource[]): readonly WhatIf[] {
  const spot = resources
    .filter(isService)
    .filter((service) => ownValue(service.properties, 'LaunchType') === 'FARGATE')
    .map((service) => onSpot(serviceName(service).split('-').at(-1) ?? ''));
  return [
    ...Object.values(removable),
    ...[fewerNatGateways(1), singleAzDatabase, fewerCacheNodes(1), onValkey],
    ...[...spot, onArm, logRetention(1)],
  ].filter(({ change }) => change(resources) !== undefined);
}
