import { allPages } from '../../../aws/all-pages.ts';
import type { IpPermission, SecurityGroup } from '../../../aws/network-types.ts';
import { shortServiceName } from '../../find-services.ts';
import { listServiceNames } from '../../service-status.ts';
import type { Target } from '../../target.ts';
import type { NetworkPath, NetworkRule, SecurityGroupFacts } from '../doctor-facts.ts';

/** CloudFront’s own security group in a VPC that has a VPC origin. */
const serviceGroup = 'CloudFront-VPCOrigins-Service-SG';
/** Addresses from which CloudFront asks origins. */
const originFacing = 'com.amazonaws.global.cloudfront.origin-facing';

/** A part of the store that takes or makes connections. */
interface End {
  readonly name: string;
  readonly groups: readonly string[];
  /** Where it listens. */
  readonly ports: readonly number[];
}

/** The ways from CloudFront to the load balancer, from there to the services, and from these to the data stores. */
export async function gatherNetworkPaths(
  target: Target,
  cluster: string,
  loadBalancerArn: string | undefined,
): Promise<readonly NetworkPath[]> {
  const [services, stores, balancer] = await Promise.all([
    servicesOf(target, cluster),
    storesOf(target),
    loadBalancerArn === undefined ? undefined : balancerOf(target, loadBalancerArn),
  ]);
  const ways = [
    ...services.flatMap((service) => stores.map((store) => [service, store] as const)),
    ...(balancer === undefined ? [] : services.map((service) => [balancer, service] as const)),
  ];
  const ends = [...services, ...stores, ...(balancer === undefined ? [] : [balancer])];
  const groups = await groupsOf(target, [...new Set(ends.flatMap((end) => end.groups))]);
  const known = (end: End) => end.groups.flatMap((id) => groups.get(id) ?? []);
  const inside = ways.flatMap(([from, to]) =>
    to.ports.map((port) => ({
      ...{ from: from.name, to: to.name, port, sources: from.groups },
      ...{ fromGroups: known(from), toGroups: known(to) },
    })),
  );
  if (balancer === undefined) return inside;
  const sources = await cloudFrontIn(target, balancer.vpc);
  const entrance = balancer.ports.map((port) => ({
    ...{ from: 'CloudFront', to: balancer.name, port, sources, fromGroups: [], toGroups: known(balancer) },
  }));
  return [...entrance, ...inside];
}

async function servicesOf({ environment, clients }: Target, cluster: string): Promise<readonly End[]> {
  const ecs = await clients.ecs();
  const names = await listServiceNames(ecs, cluster);
  if (names.length === 0) return [];
  const { services = [] } = await ecs.describeServices({ cluster, services: names.slice(0, 10) });
  return services
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ serviceName = '', networkConfiguration, loadBalancers = [] }) => ({
      name: shortServiceName(serviceName, environment),
      groups: networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [],
      ports: loadBalancers.flatMap(({ containerPort }) => containerPort ?? []),
    }));
}

async function storesOf({ environment, clients }: Target): Promise<readonly End[]> {
  const isOwn = (name = '') => name.startsWith(`spree-${environment}`);
  const [rds, elastiCache] = await Promise.all([clients.rds(), clients.elastiCache()]);
  const databases = await allPages(async (Marker) => {
    const page = await rds.describeDBInstances(Marker === undefined ? {} : { Marker });
    return { items: page.DBInstances ?? [], next: page.Marker };
  });
  const caches = await allPages(async (Marker) => {
    const page = await elastiCache.describeCacheClusters({
      ...{ ShowCacheNodeInfo: true },
      ...(Marker === undefined ? {} : { Marker }),
    });
    return { items: page.CacheClusters ?? [], next: page.Marker };
  });
  return [
    ...databases
      .filter(({ DBInstanceIdentifier }) => isOwn(DBInstanceIdentifier))
      .map(({ DBInstanceIdentifier: name = '', VpcSecurityGroups = [], Endpoint }) => ({
        name,
        groups: VpcSecurityGroups.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []),
        ports: Endpoint?.Port === undefined ? [] : [Endpoint.Port],
      })),
    ...caches
      .filter(({ CacheClusterId }) => isOwn(CacheClusterId))
      .map(({ CacheClusterId: name = '', SecurityGroups = [], CacheNodes = [] }) => ({
        name,
        groups: SecurityGroups.flatMap(({ SecurityGroupId }) => SecurityGroupId ?? []),
        ports: [...new Set(CacheNodes.flatMap((node) => node.Endpoint?.Port ?? []))],
      })),
  ];
}

async function balancerOf({ clients }: Target, arn: string): Promise<End & { readonly vpc: string }> {
  const elb = await clients.elasticLoadBalancing();
  const { LoadBalancers: [found] = [] } = await elb.describeLoadBalancers({ LoadBalancerArns: [arn] });
  const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn: arn });
  return {
    name: 'the load balancer',
    groups: found?.SecurityGroups ?? [],
    ports: Listeners.flatMap(({ Port }) => Port ?? []),
    vpc: found?.VpcId ?? '',
  };
}

/** What a load balancer may let in so that CloudFront reaches it. */
async function cloudFrontIn({ clients }: Target, vpc: string): Promise<readonly string[]> {
  const ec2 = await clients.ec2();
  const filter = (Name: string, value: string) => ({ Name, Values: [value] });
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({
    Filters: [filter('vpc-id', vpc), filter('group-name', serviceGroup)],
  });
  const { PrefixLists = [] } = await ec2.describeManagedPrefixLists({
    Filters: [filter('prefix-list-name', originFacing)],
  });
  return [
    ...SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
    ...PrefixLists.flatMap(({ PrefixListId }) => PrefixListId ?? []),
  ];
}

async function groupsOf(
  { clients }: Target,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SecurityGroupFacts>> {
  if (ids.length === 0) return new Map();
  const ec2 = await clients.ec2();
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ GroupIds: [...ids] });
  return new Map(SecurityGroups.map((group) => [group.GroupId ?? '', groupFacts(group)]));
}

function groupFacts({ GroupId, IpPermissions, IpPermissionsEgress }: SecurityGroup): SecurityGroupFacts {
  return {
    id: GroupId ?? '',
    ingress: (IpPermissions ?? []).map(ruleOf),
    egress: (IpPermissionsEgress ?? []).map(ruleOf),
  };
}

function ruleOf(permission: IpPermission): NetworkRule {
  const { UserIdGroupPairs, PrefixListIds, IpRanges, Ipv6Ranges } = permission;
  return {
    protocol: permission.IpProtocol ?? '-1',
    fromPort: permission.FromPort,
    toPort: permission.ToPort,
    peers: [
      ...(UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
      ...(PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []),
    ],
    ranges: [
      ...(IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
      ...(Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    ],
  };
}
