import type { Charge, Finding } from './charge.ts';
import { type CostedResource, isOn, number, text, unpriced } from './costed-resource.ts';
import { allMonth, publicAddresses } from './network.ts';

/**
 * The hours and the storage of a database instance. With a standby, both prices cover the two. A replica that names no
 * size has that of what it replicates.
 * @see https://aws.amazon.com/rds/postgresql/pricing/
 */
export function databaseInstance(
  resource: CostedResource,
  resources: readonly CostedResource[],
): readonly Finding[] {
  const primary = primaryOf(resource, resources);
  const isReplica = text(resource, 'SourceDBInstanceIdentifier') !== undefined;
  const engine = text(resource, 'Engine') ?? (primary && text(primary, 'Engine'));
  if (engine === undefined) return [unpriced(resource, 'its engine is that of a database elsewhere')];
  const zones = isOn(resource, 'MultiAZ') ? 'multi-az' : 'single-az';
  const role = isReplica ? 'read replica' : 'database';
  const instanceClass = text(resource, 'DBInstanceClass') ?? 'of no class';
  return [
    allMonth(
      resource,
      `${role} (${instanceClass}${zones === 'multi-az' ? ', with a standby' : ''})`,
      `rds/${engine}/${instanceClass}/${zones}`,
    ),
    storage(resource, primary, zones, role),
    ...(isOn(resource, 'PubliclyAccessible') ? [publicAddresses(resource, 1)] : []),
    ...extras(resource),
  ];
}

function primaryOf(resource: CostedResource, resources: readonly CostedResource[]) {
  const source = text(resource, 'SourceDBInstanceIdentifier')?.split(':').at(-1);
  return resources.find(
    ({ type, attribute }) => type === resource.type && source !== undefined && attribute('Ref') === source,
  );
}

function storage(
  resource: CostedResource,
  primary: CostedResource | undefined,
  zones: string,
  role: string,
): Finding {
  const size = number(resource, 'AllocatedStorage') ?? (primary && number(primary, 'AllocatedStorage'));
  // RDS's own default.
  const kind = text(resource, 'StorageType') ?? (primary && text(primary, 'StorageType')) ?? 'gp2';
  if (size === undefined) return unpriced(resource, 'the size of its storage is not in the template');
  const { type, logicalId, region } = resource;
  const charge: Charge = {
    name: `storage of the ${role} (${kind})`,
    ...{ kind: 'fixed', type, resources: [logicalId], region, price: `rds/storage/${kind}/${zones}` },
    ...{ count: 1, each: [size] },
  };
  const most = number(resource, 'MaxAllocatedStorage');
  return most === undefined || most <= size
    ? charge
    : { ...charge, note: `RDS enlarges it up to ${most} GiB where it fills up.` };
}

/** What some settings cost in addition. */
function extras(resource: CostedResource): readonly Finding[] {
  const paid = [
    [number(resource, 'Iops') !== undefined, 'provisioned IOPS'],
    [number(resource, 'StorageThroughput') !== undefined, 'provisioned throughput'],
    [(number(resource, 'MonitoringInterval') ?? 0) > 0, 'the logs of Enhanced Monitoring'],
    [(number(resource, 'PerformanceInsightsRetentionPeriod') ?? 7) > 7, 'Performance Insights beyond 7 days'],
    [text(resource, 'DatabaseInsightsMode') === 'advanced', 'the advanced mode of Database Insights'],
  ] as const;
  return paid.filter(([applies]) => applies).map(([, what]) => unpriced(resource, `no price of ${what}`));
}
