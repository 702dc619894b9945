import { expect, test } from 'vitest';
import { awsClients } from '../../../aws/clients.ts';
import { answering } from '../../../aws/testing/answering.ts';
import { gatherNetworkPaths } from './network-paths.ts';

const $metadata = {};
const arn = 'arn:aws:elasticloadbalancing:ap-southeast-1:111122223333:loadbalancer/app/a/b';

/** A store on AWS whose calls are answered here. */
async function store(ask: (input: object) => void = () => {}) {
  const clients = awsClients({ environment: 'production', region: 'ap-southeast-1' });
  answering(await clients.ecs(), {
    ListServices: () => ({
      $metadata,
      serviceArns: ['web', 'worker'].map((name) => `arn:s/c/spree-production-${name}`),
    }),
    DescribeServices: () => ({
      $metadata,
      services: ['web', 'worker'].map((name) => ({
        ...{ serviceName: `spree-production-${name}`, status: 'ACTIVE' },
        networkConfiguration: { awsvpcConfiguration: { subnets: [], securityGroups: [`sg-${name}`] } },
        loadBalancers: name === 'web' ? [{ containerPort: 3000 }] : [],
      })),
    }),
  });
  answering(await clients.rds(), {
    DescribeDBInstances: () => ({
      $metadata,
      DBInstances: ['spree-production-postgres', 'other'].map((DBInstanceIdentifier) => ({
        ...{ DBInstanceIdentifier, Endpoint: { Port: 5432 } },
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-database' }],
      })),
    }),
  });
  answering(await clients.elastiCache(), { DescribeCacheClusters: () => ({ $metadata, CacheClusters: [] }) });
  answering(await clients.elasticLoadBalancing(), {
    DescribeLoadBalancers: () => ({
      $metadata,
      LoadBalancers: [{ SecurityGroups: ['sg-alb'], VpcId: 'vpc-1' }],
    }),
    DescribeListeners: () => ({ $metadata, Listeners: [{ Port: 80 }] }),
  });
  answering(await clients.ec2(), {
    DescribeSecurityGroups: (input) => {
      ask(input);
      if ('Filters' in input) return { $metadata, SecurityGroups: [{ GroupId: 'sg-cloudfront' }] };
      return {
        $metadata,
        SecurityGroups: ['sg-web', 'sg-worker', 'sg-database', 'sg-alb'].map((GroupId) => ({
          GroupId,
          IpPermissions: [
            {
              ...{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 },
              ...{ UserIdGroupPairs: [{ GroupId: 'sg-web' }], PrefixListIds: [{ PrefixListId: 'pl-1' }] },
              ...{ IpRanges: [{ CidrIp: '10.0.0.0/16' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
            },
          ],
        })),
      };
    },
    DescribeManagedPrefixLists: () => ({ $metadata, PrefixLists: [{ PrefixListId: 'pl-31a34658' }] }),
  });
  return { environment: 'production', clients } as const;
}

test('the ways of requests are from CloudFront to the load balancer, to the services and to the data stores', async () => {
  const paths = await gatherNetworkPaths(await store(), 'c', arn);
  expect(paths.map(({ from, to, port, sources }) => [from, to, port, ...sources])).toEqual([
    ['CloudFront', 'the load balancer', 80, 'sg-cloudfront', 'pl-31a34658'],
    ['web', 'spree-production-postgres', 5432, 'sg-web'],
    ['worker', 'spree-production-postgres', 5432, 'sg-worker'],
    ['the load balancer', 'web', 3000, 'sg-alb'],
  ]);
});

test('a security group has its rules, and the one of CloudFront is that of the store’s own VPC', async () => {
  const asked: object[] = [];
  const [, path] = await gatherNetworkPaths(await store((input) => asked.push(input)), 'c', arn);
  expect(path?.toGroups).toEqual([
    {
      ...{ id: 'sg-database', egress: [] },
      ingress: [
        {
          ...{ protocol: 'tcp', fromPort: 5432, toPort: 5432 },
          ...{ peers: ['sg-web', 'pl-1'], ranges: ['10.0.0.0/16', '::/0'] },
        },
      ],
    },
  ]);
  expect(asked).toContainEqual({
    Filters: [
      { Name: 'vpc-id', Values: ['vpc-1'] },
      { Name: 'group-name', Values: ['CloudFront-VPCOrigins-Service-SG'] },
    ],
  });
});

test('a definition without a load balancer has the ways to the data stores', async () => {
  expect((await gatherNetworkPaths(await store(), 'c', undefined)).map(({ to }) => to)).toEqual([
    'spree-production-postgres',
    'spree-production-postgres',
  ]);
});
