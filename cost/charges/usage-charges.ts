import type { UsageName } from '../usage/usage.ts';
import { type Charge, hoursPerMonth } from './charge.ts';
import type { Circumstances } from './circumstances.ts';
import { type CostedResource, number, object, objects, text } from './costed-resource.ts';
import { definitionOf, taskCharges, taskResources } from './tasks.ts';

/** What is billed by use: which usage, of which resources, at which price. */
interface UsageRow {
  readonly name: string;
  readonly usage: UsageName;
  readonly price: string;
  readonly isUsedBy: (resource: CostedResource) => boolean;
  readonly each?: readonly number[];
  readonly note?: string;
}

const isA =
  (...types: readonly string[]) =>
  ({ type }: CostedResource): boolean =>
    types.includes(type);

const bucket = isA('AWS::S3::Bucket');
const distribution = isA('AWS::CloudFront::Distribution');
const nat = isA('AWS::EC2::NatGateway');

const rows: readonly UsageRow[] = [
  { name: 'NAT gateways: data', usage: 'nat-gb', price: 'nat-gateway/data', isUsedBy: nat },
  { name: 'data from tasks to the internet', usage: 'internet-gb', price: 'internet/out', isUsedBy: nat },
  {
    ...{ name: 'data between Availability Zones', usage: 'between-zones-gb', price: 'between-zones' },
    isUsedBy: isA('AWS::RDS::DBInstance', 'AWS::ElastiCache::ReplicationGroup'),
  },
  {
    ...{ name: 'interface endpoints: data', usage: 'endpoint-gb', price: 'interface-endpoint/data' },
    isUsedBy: (resource) =>
      isA('AWS::EC2::VPCEndpoint')(resource) && text(resource, 'VpcEndpointType') === 'Interface',
  },
  {
    ...{ name: 'load balancer: capacity units', usage: 'load-balancer-lcu', price: 'alb/lcu' },
    isUsedBy: (resource) =>
      isA('AWS::ElasticLoadBalancingV2::LoadBalancer')(resource) &&
      (text(resource, 'Type') ?? 'application') === 'application',
    each: [hoursPerMonth],
  },
  {
    name: 'CloudFront: data to visitors',
    usage: 'cloudfront-gb',
    price: 'cloudfront/out',
    isUsedBy: distribution,
  },
  {
    ...{ name: 'CloudFront: requests', usage: 'cloudfront-requests', price: 'cloudfront/requests' },
    isUsedBy: distribution,
  },
  { name: 'S3: storage', usage: 's3-gb', price: 's3/storage', isUsedBy: bucket },
  { name: 'S3: reads', usage: 's3-reads', price: 's3/get', isUsedBy: bucket },
  { name: 'S3: writes', usage: 's3-writes', price: 's3/put', isUsedBy: bucket },
  { name: 'ECR: images', usage: 'ecr-gb', price: 'ecr/storage', isUsedBy: isA('AWS::ECR::Repository') },
  {
    ...{ name: 'backups of the database', usage: 'backup-gb', price: 'rds/backup' },
    isUsedBy: isA('AWS::RDS::DBInstance'),
  },
  {
    ...{ name: 'secrets: calls', usage: 'secret-calls', price: 'secrets/calls' },
    isUsedBy: isA('AWS::SecretsManager::Secret'),
  },
  {
    ...{ name: 'logs of Container Insights', usage: 'insights-logs-gb', price: 'logs/ingest' },
    isUsedBy: (resource) =>
      resource.type === 'AWS::ECS::Cluster' &&
      objects(resource, 'ClusterSettings').some((setting) =>
        /^enabled|enhanced$/.test(text(setting, 'Value') ?? ''),
      ),
    note: 'Kept for good, for it has no retention: each month adds its storage.',
  },
];

/** What is billed by use, where the definition has what is used; shared by all resources of its kind. */
export function usageCharges(circumstances: Circumstances): readonly Charge[] {
  const { resources, usage } = circumstances;
  const byRows = rows.flatMap(({ isUsedBy, ...row }) => {
    const used = resources.filter(isUsedBy);
    return usageCharge(used, usage[row.usage], row);
  });
  return [...byRows, ...logCharges(circumstances), ...oneOffCharges(circumstances)];
}

function usageCharge(
  used: readonly CostedResource[],
  count: number,
  { name, price, each = [1], note }: Omit<UsageRow, 'isUsedBy' | 'usage'>,
): readonly Charge[] {
  const [first] = used;
  if (first === undefined) return [];
  const resources = used.map(({ logicalId }) => logicalId);
  return [
    {
      ...{ name, kind: 'variable', type: first.type, resources, region: first.region, price, count, each },
      ...(note === undefined ? {} : { note }),
    },
  ];
}

/** Others have other prices. */
function isStandardLogGroup(resource: CostedResource): boolean {
  return (
    resource.type === 'AWS::Logs::LogGroup' && (text(resource, 'LogGroupClass') ?? 'STANDARD') === 'STANDARD'
  );
}

const daysPerMonth = hoursPerMonth / 24;

/** The logs of tasks: taken in, and kept for as long as their group says. */
function logCharges({ resources, usage }: Circumstances): readonly Charge[] {
  const definitions = resources.filter(isA('AWS::ECS::TaskDefinition'));
  const groups = new Set(definitions.flatMap(logGroupsOf));
  const used = resources.filter(
    (each) => isStandardLogGroup(each) && groups.has(String(each.attribute('Ref'))),
  );
  const days = used.map((group) => number(group, 'RetentionInDays'));
  const longest = days.includes(undefined) ? undefined : Math.max(...days.map((each) => each ?? 0));
  return [
    ...usageCharge(used, usage['logs-gb'], { name: 'logs: taken in', price: 'logs/ingest' }),
    ...usageCharge(used, usage['logs-gb'], {
      name: longest === undefined ? 'logs: kept for a year and longer' : `logs: kept for ${longest} days`,
      price: 'logs/storage',
      each: [longest === undefined ? 12 : rounded(longest / daysPerMonth)],
      ...(longest === undefined
        ? { note: 'They are kept for good; this is what a year of them costs.' }
        : {}),
    }),
  ];
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function logGroupsOf(definition: CostedResource): readonly string[] {
  return objects(definition, 'ContainerDefinitions').flatMap((container) => {
    const group = text(object(object(container, 'LogConfiguration'), 'Options'), 'awslogs-group');
    return group === undefined ? [] : [group];
  });
}

/** Hours of the largest task that no service runs. */
function oneOffCharges({ resources, usage }: Circumstances): readonly Charge[] {
  const services = resources.filter(isA('AWS::ECS::Service'));
  const run = new Set(services.map((service) => definitionOf(service, resources)?.logicalId));
  const [largest] = resources
    .filter(isA('AWS::ECS::TaskDefinition'))
    .filter(({ logicalId }) => !run.has(logicalId))
    .flatMap((definition) => {
      const size = taskResources(definition);
      return size === undefined ? [] : [{ definition, size }];
    })
    .toSorted((one, other) => other.size.vcpu - one.size.vcpu);
  if (largest === undefined) return [];
  const { definition, size } = largest;
  return taskCharges(definition, 'one-off commands', size, usage['one-off-hours']).map((charge) => ({
    ...charge,
    kind: 'variable',
    each: charge.each.slice(0, 1),
  }));
}
