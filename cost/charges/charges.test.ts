import { expect, it } from 'vitest';
import type { JsonObject } from '../../definition/template/json-value.ts';
import { type Bill, billOf, type CostedStacks } from '../bill/bill.ts';
import { leavingOut, stackOf, storeStacks, withProperties } from '../testing/store-stacks.ts';
import { usageWith } from '../usage/usage.ts';

const bill = (stacks: CostedStacks, tasks = 1): Bill =>
  billOf(stacks, { usage: usageWith(), tasksOf: () => tasks });

const billOfOne = (Type: string, Properties: JsonObject = {}) => bill(stackOf({ It: { Type, Properties } }));

/** How the fixed items come about. */
const computed = ({ fixed }: Bill) => fixed.items.map(({ computation }) => computation);
const reasons = ({ unpriced }: Bill) => unpriced.map(({ unpriced: why }) => why);

it.each([
  ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] }, ['2 × 730 × 0.013']],
  ['AWS::EC2::VPCEndpoint', { ServiceName: 's3' }, []],
  [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Scheme: 'internet-facing', Subnets: ['a', 'b', 'c'] },
    ['1 × 730 × 0.0252', '3 × 730 × 0.005'],
  ],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: ['a'] }, ['1 × 730 × 0.0252']],
  ['AWS::KMS::Key', {}, ['1 × 1']],
  ['AWS::Route53::HostedZone', { Name: 'example.com' }, ['1 × 0.5']],
  ['AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: 'us-east-1' }] }, ['2 × 0.4']],
  ['AWS::CloudWatch::CompositeAlarm', { AlarmRule: 'TRUE' }, ['1 × 0.5']],
  ['AWS::CloudWatch::Alarm', { Namespace: 'AWS/RDS', MetricName: 'CPU', Period: 60 }, ['1 × 0.1']],
  ['AWS::CloudWatch::Alarm', { Namespace: 'AWS/RDS', MetricName: 'CPU', Period: 10 }, ['1 × 0.3']],
  ['AWS::CloudWatch::Alarm', { Namespace: 'Shop', MetricName: 'Orders', Period: 60 }, ['1 × 0.1', '1 × 0.3']],
  [
    'AWS::Logs::MetricFilter',
    { MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'Errors' }] },
    ['1 × 0.3'],
  ],
  [
    'AWS::ElastiCache::ReplicationGroup',
    { CacheNodeType: 'cache.t4g.micro', NumNodeGroups: 2, ReplicasPerNodeGroup: 1 },
    ['4 × 730 × 0.025'],
  ],
  [
    'AWS::RDS::DBInstance',
    { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '30', PubliclyAccessible: true },
    ['1 × 730 × 0.025', '1 × 30 × 0.138', '1 × 730 × 0.005'],
  ],
])('%s with %j costs %j', (type, properties, expected) => {
  const found = billOfOne(type, properties);
  expect(computed(found)).toEqual(expected);
  expect(found.unpriced).toEqual([]);
});

it('an alarm on an expression costs as much as the metrics in it, and a band of anomalies two more', () => {
  const stat = (id: string) => ({
    Id: id,
    MetricStat: { Metric: { Namespace: 'AWS/ELB', MetricName: id }, Period: 60, Stat: 'Sum' },
  });
  const rate = [stat('a'), stat('b'), { Id: 'c', Expression: 'a / b' }];
  expect(computed(billOfOne('AWS::CloudWatch::Alarm', { Metrics: rate }))).toEqual(['2 × 0.1']);
  const band = [stat('a'), { Id: 'b', Expression: 'ANOMALY_DETECTION_BAND(a, 2)' }];
  expect(computed(billOfOne('AWS::CloudWatch::Alarm', { Metrics: band }))).toEqual(['3 × 0.1']);
});

it('target tracking that never scales in makes one alarm', () => {
  const stacks = storeStacks('production');
  const before = bill(stacks).fixed.items.find(({ name }) => name.startsWith('alarms'))?.quantity;
  const tracking = { TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, DisableScaleIn: true } };
  const changed = withProperties(stacks, 'AWS::ApplicationAutoScaling::ScalingPolicy', tracking);
  const after = bill(changed).fixed.items.find(({ name }) => name.startsWith('alarms'))?.quantity;
  expect([before, after]).toEqual([27, 22]);
});

it('the fourth dashboard of an account is the first that costs something', () => {
  const dashboard = { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{}' } };
  const four = stackOf({ A: dashboard, B: dashboard, C: dashboard, D: dashboard });
  expect(bill(four).fixed).toMatchObject({ usd: 3, items: [{ computation: '(4 − 3 free) × 3' }] });
});

it.each([
  ['AWS::EC2::Instance', {}, 'no price of this type'],
  ['AWS::WAFv2::WebACL', {}, 'no price of this type'],
  ['AWS::Some::Thing', {}, 'no price of this type'],
  ['AWS::Serverless::Application', { Location: 'elsewhere' }, 'its resources are not in the template'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' }, 'a load balancer of type network'],
  ['AWS::CertificateManager::Certificate', { CertificateAuthorityArn: 'arn' }, 'private certificates'],
  ['AWS::SSM::Parameter', { Tier: 'Advanced' }, 'advanced parameters'],
  ['AWS::Logs::LogGroup', { LogGroupClass: 'INFREQUENT_ACCESS' }, 'logs of the class INFREQUENT_ACCESS'],
  ['AWS::ECS::Service', { LaunchType: 'FARGATE', TaskDefinition: 'other' }, 'not in the templates'],
  [
    'AWS::ElastiCache::ReplicationGroup',
    { CacheNodeType: 'cache.r7g.large' },
    "'elasticache/redis/cache.r7g.large'",
  ],
  [
    'AWS::RDS::DBInstance',
    { Engine: 'mysql', DBInstanceClass: 'db.t3.micro' },
    "'rds/mysql/db.t3.micro/single-az'",
  ],
  [
    'AWS::CloudWatch::Alarm',
    { Metrics: [{ Id: 'a', Expression: 'SELECT AVG(x) FROM y' }] },
    'Metrics Insights',
  ],
])('%s with %j is named as having no price, and not counted as zero', (type, properties, why) => {
  const found = billOfOne(type, properties);
  expect(reasons(found).join()).toContain(why);
  expect(found.unpriced[0]?.resources).toEqual(['It']);
  expect(found.fixed.items.filter(({ usd }) => usd === 0)).toEqual([]);
});

it('settings that cost something beyond the price of their type are named', () => {
  const extras = { Iops: 3000, MonitoringInterval: 60, PerformanceInsightsRetentionPeriod: 31 };
  const found = bill(withProperties(storeStacks('small'), 'AWS::RDS::DBInstance', extras));
  expect(reasons(found)).toEqual([
    'no price of provisioned IOPS',
    'no price of the logs of Enhanced Monitoring',
    'no price of Performance Insights beyond 7 days',
  ]);
  const enhanced = { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] };
  expect(reasons(bill(withProperties(storeStacks('small'), 'AWS::ECS::Cluster', enhanced)))).toEqual([
    'enhanced Container Insights costs by the metrics of each task and container',
  ]);
});

it('a replica of a database elsewhere has a price, and storage of unknown size', () => {
  const found = billOfOne('AWS::RDS::DBInstance', {
    ...{ Engine: 'postgres', DBInstanceClass: 'db.t3.micro' },
    SourceDBInstanceIdentifier: 'arn:aws:rds:us-east-1:123456789012:db:other',
  });
  expect(computed(found)).toEqual(['1 × 730 × 0.028']);
  expect(reasons(found)).toEqual(['the size of its storage is not in the template']);
});

it('tasks on instances have no price', () => {
  const changed = withProperties(storeStacks('small'), 'AWS::ECS::Service', { LaunchType: 'EC2' });
  expect(reasons(bill(changed))).toEqual(['it does not run on Fargate alone']);
});

it('tasks with addresses of their own on the internet cost those addresses, and ARM costs less', () => {
  const stacks = storeStacks('production');
  const publicTasks = { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } };
  const found = bill(withProperties(stacks, 'AWS::ECS::Service', { NetworkConfiguration: publicTasks }), 3);
  expect(computed(found)).toContain(`${2 + 2 * 3} × 730 × 0.005`);
  const arm = withProperties(stacks, 'AWS::ECS::TaskDefinition', {
    RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
  });
  expect(computed(bill(arm))).toEqual(
    expect.arrayContaining(['1 × 0.5 × 730 × 0.04045', '1 × 730 × 0.00442']),
  );
});

it.each([
  [
    [
      { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 3 },
    ],
    5,
    2,
    3,
  ],
  [[{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], 4, 0, 4],
  [[{ CapacityProvider: 'FARGATE', Weight: 1 }], 4, 4, 0],
  [
    [
      { CapacityProvider: 'FARGATE', Base: 2, Weight: 0 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
    ],
    1,
    1,
    0,
  ],
])('with the strategy %j, %d tasks are %d on Fargate and %d on Spot', (strategy, tasks, onDemand, spot) => {
  const changed = withProperties(storeStacks('small'), 'AWS::ECS::Service', {
    ...{ LaunchType: null, CapacityProviderStrategy: strategy },
  });
  const found = bill(changed, tasks);
  const counts = (isSpot: boolean) =>
    found.fixed.items
      .filter(
        ({ name }) => name.includes('small-web') && name.endsWith('vCPU') && name.includes('Spot') === isSpot,
      )
      .map(({ quantity }) => quantity / (0.5 * 730));
  expect([counts(false), counts(true)]).toEqual([onDemand > 0 ? [onDemand] : [], spot > 0 ? [spot] : []]);
  expect(found.unpriced).toEqual([]);
});

it('a metric of the store that only a dashboard shows is counted, once', () => {
  const metrics = [
    ['Shop', 'Orders', 'Service', 'web', { stat: 'Sum' }],
    ['.', 'Refunds', '.', '.'],
    ['...', 'worker'],
    [{ expression: 'm1 + m2' }],
    ['AWS/ECS', 'CPUUtilization', 'ServiceName', 'web'],
  ];
  const widgets = [
    { properties: { metrics } },
    { type: 'text', properties: { markdown: '' } },
    { properties: { metrics } },
  ];
  const DashboardBody = JSON.stringify({ widgets });
  expect(computed(billOfOne('AWS::CloudWatch::Dashboard', { DashboardBody }))).toEqual([
    '(1 − 1 free) × 3',
    '3 × 0.3',
  ]);
});

it('what is used costs nothing where the definition does not have it', () => {
  const stacks = storeStacks('production');
  const names = (of: CostedStacks) => bill(of).variable.items.map(({ name }) => name);
  const withoutNat = leavingOut(stacks, ({ type }) => type === 'AWS::EC2::NatGateway');
  expect(names(stacks)).toContain('NAT gateways: data');
  expect(names(withoutNat)).not.toContain('NAT gateways: data');
  expect(names(stackOf({ It: { Type: 'AWS::EC2::VPC' } }))).toEqual([]);
});

it('logs without a retention are billed for what a year of them takes', () => {
  const kept = withProperties(storeStacks('small'), 'AWS::Logs::LogGroup', { RetentionInDays: null });
  const item = bill(kept).variable.items.find(({ name }) => name.startsWith('logs: kept'));
  expect(item).toMatchObject({ name: 'logs: kept for a year and longer', computation: '5 × 12 × 0.03' });
});

it('a region without prices is an error that says where to add them', () => {
  const nat = { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'a' } } };
  expect(() => bill(stackOf(nat, 'eu-west-1'))).toThrow("There are no prices of the region 'eu-west-1'");
});
