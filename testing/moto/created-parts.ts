import { z } from 'zod';
import { awsClients } from '../../aws/clients.ts';
import type { MotoServer } from './moto-server.ts';
import { queryMoto } from './query-moto.ts';

/** What the APIs of the services, rather than CloudFormation, say of an account. */
export interface CreatedParts {
  /** By name: how many tasks of which revision of their task definition. */
  readonly services: Readonly<Record<string, { readonly desired: number; readonly revision: number }>>;
  /** Ports of the listeners, with those of their targets and the path that says whether a target is healthy. */
  readonly listeners: readonly {
    readonly port: number;
    readonly targetPort: number;
    readonly path: string;
  }[];
  /** Instance classes by identifier. */
  readonly databases: Readonly<Record<string, string>>;
  readonly buckets: readonly string[];
}

const instance = z.object({ DBInstanceIdentifier: z.string(), DBInstanceClass: z.string() });
const databasesSchema = z.object({
  DescribeDBInstancesResponse: z.object({
    DescribeDBInstancesResult: z.object({
      DBInstances: z.union([z.literal(''), z.object({ DBInstance: z.union([instance, z.array(instance)]) })]),
    }),
  }),
});

/** Asks the services of one region. */
export async function createdParts(moto: MotoServer, region: string): Promise<CreatedParts> {
  const clients = awsClients({ environment: 'local', endpoint: moto.endpoint, region });
  const s3 = await clients.s3();
  const { Buckets = [] } = await s3.listBuckets();
  return {
    services: await servicesIn(clients),
    listeners: await listenersIn(clients),
    databases: await databasesIn(moto, region),
    buckets: Buckets.map(({ Name = '' }) => Name),
  };
}

type Clients = ReturnType<typeof awsClients>;

async function servicesIn(clients: Clients): Promise<CreatedParts['services']> {
  const ecs = await clients.ecs();
  const found: Record<string, { desired: number; revision: number }> = {};
  const { clusterArns = [] } = await ecs.listClusters();
  for (const cluster of clusterArns) {
    const { serviceArns: services = [] } = await ecs.listServices({ cluster });
    const described = await ecs.describeServices({ cluster, services });
    for (const { serviceName = '', desiredCount = -1, taskDefinition = '' } of described.services ?? []) {
      found[serviceName] = { desired: desiredCount, revision: Number(taskDefinition.split(':').at(-1)) };
    }
  }
  return found;
}

async function listenersIn(clients: Clients): Promise<CreatedParts['listeners']> {
  const elb = await clients.elasticLoadBalancing();
  const found: CreatedParts['listeners'][number][] = [];
  const { LoadBalancers = [] } = await elb.describeLoadBalancers({});
  for (const { LoadBalancerArn } of LoadBalancers) {
    const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn });
    for (const { Port: port = 0, DefaultActions = [] } of Listeners) {
      const TargetGroupArns = DefaultActions.map(({ TargetGroupArn = '' }) => TargetGroupArn);
      const { TargetGroups = [] } = await elb.describeTargetGroups({ TargetGroupArns });
      for (const { Port = 0, HealthCheckPath = '' } of TargetGroups) {
        found.push({ port, targetPort: Port, path: HealthCheckPath });
      }
    }
  }
  return found;
}

async function databasesIn(moto: MotoServer, region: string): Promise<CreatedParts['databases']> {
  const answer = await queryMoto({ moto, region, service: 'rds', action: 'DescribeDBInstances' });
  const { DBInstances: list } =
    databasesSchema.parse(answer).DescribeDBInstancesResponse.DescribeDBInstancesResult;
  const all = list === '' ? [] : [list.DBInstance].flat();
  return Object.fromEntries(all.map((each) => [each.DBInstanceIdentifier, each.DBInstanceClass]));
}
