import type { MetricDataQuery } from '../aws/scaling-types.ts';
import type { RecordedMinute } from '../local/scaling/simulation/recorded-minute.ts';
import type { RecordedValue } from '../local/scaling/words/scaling-record.ts';
import { readMetrics } from './read-metrics.ts';
import type { Target } from './target.ts';
import { taskCountQueries, taskCounts } from './task-counts.ts';

/** A service of ECS. */
export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

/** CloudWatch keeps minutes for 15 days. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
export const longestHistoryDays = 15;

/** The minutes of a service in CloudWatch, the oldest first: those in which there was anything to measure. */
export async function readServiceHistory(
  target: Target,
  name: ServiceName,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly RecordedMinute[]> {
  const cloudWatch = await target.clients.cloudWatch();
  const queries = [
    ...ecsQueries(name),
    ...taskCountQueries(name.cluster, name.service),
    ...balancerQueries(await balancingOf(target, name)),
  ];
  const metrics = await readMetrics(cloudWatch, queries, range);
  const byStart = (values: readonly RecordedValue[]) =>
    new Map(values.map(({ startMs, value }) => [startMs, value]));
  const at = (id: string) => byStart(metrics.get(id) ?? []);
  const [requests, cpu, memory] = [at('requests'), at('cpu'), at('memory')] as const;
  const [tasks, latency] = [byStart(taskCounts(metrics)), at('latency')] as const;
  const times = [requests, cpu, memory, tasks, latency].flatMap((values) => [...values.keys()]);
  return [...new Set(times)]
    .toSorted((left, right) => left - right)
    .map((atMs) =>
      minute(atMs, {
        requests: requests.get(atMs),
        cpuPercent: cpu.get(atMs),
        memoryPercent: memory.get(atMs),
        tasks: tasks.get(atMs),
        latencySeconds: latency.get(atMs),
      }),
    );
}

interface Values {
  readonly requests: number | undefined;
  readonly cpuPercent: number | undefined;
  readonly memoryPercent: number | undefined;
  readonly tasks: number | undefined;
  readonly latencySeconds: number | undefined;
}

function minute(atMs: number, values: Values): RecordedMinute {
  const { requests = 0, cpuPercent, memoryPercent, tasks, latencySeconds } = values;
  return {
    ...{ atMs, requests },
    ...(cpuPercent === undefined ? {} : { cpuPercent }),
    ...(memoryPercent === undefined ? {} : { memoryPercent }),
    ...(tasks === undefined ? {} : { tasks }),
    ...(latencySeconds === undefined ? {} : { latencyMs: latencySeconds * 1000 }),
  };
}

function ecsQueries({ cluster, service }: ServiceName): readonly MetricDataQuery[] {
  const dimensions = { ClusterName: cluster, ServiceName: service };
  const of = (Id: string, metricName: string, stat: string) =>
    query(Id, { namespace: 'AWS/ECS', metricName, dimensions, stat });
  return [of('cpu', 'CPUUtilization', 'Average'), of('memory', 'MemoryUtilization', 'Average')];
}

/** The parts of ARNs that are the dimensions of the load balancer's metrics. */
interface Balancing {
  readonly LoadBalancer: string;
  readonly TargetGroup: string;
}

function balancerQueries(balancing: Balancing | undefined): readonly MetricDataQuery[] {
  if (balancing === undefined) return [];
  const of = (Id: string, metricName: string, stat: string) =>
    query(Id, { namespace: 'AWS/ApplicationELB', metricName, dimensions: { ...balancing }, stat });
  return [of('requests', 'RequestCount', 'Sum'), of('latency', 'TargetResponseTime', 'Average')];
}

/** A service may have several target groups; the first is the one that its requests are counted in. */
async function balancingOf({ clients }: Target, { cluster, service }: ServiceName) {
  const ecs = await clients.ecs();
  const { services = [] } = await ecs.describeServices({ cluster, services: [service] });
  const arn = services[0]?.loadBalancers?.[0]?.targetGroupArn;
  if (arn === undefined) return undefined;
  const elb = await clients.elasticLoadBalancing();
  const { TargetGroups = [] } = await elb.describeTargetGroups({ TargetGroupArns: [arn] });
  const loadBalancer = TargetGroups[0]?.LoadBalancerArns?.[0];
  if (loadBalancer === undefined) return undefined;
  return {
    LoadBalancer: after(loadBalancer, ':loadbalancer/'),
    TargetGroup: `targetgroup/${after(arn, ':targetgroup/')}`,
  };
}

function after(text: string, separator: string): string {
  return text.split(separator)[1] ?? text;
}

interface Wanted {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
}

function query(Id: string, { namespace, metricName, dimensions, stat }: Wanted): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat: stat } };
}
