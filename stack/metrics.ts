import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { Cache } from './cache.ts';
import type { DataStores } from './data-stores.ts';
import type { Edge } from './edge.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Network } from './network.ts';
import type { Services } from './services.ts';

const period = Duration.minutes(1);

/** What is measured of the store. */
export interface MeasuredParts {
  readonly network: Network;
  readonly stores: DataStores;
  readonly loadBalancer: LoadBalancer;
  readonly edge: Edge;
  readonly services: Services;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The store's metrics by what they say: the alarms and the dashboard choose from them. */
export function createMetrics({ network, stores, loadBalancer, edge, services }: MeasuredParts) {
  return {
    ...serviceMetrics(services),
    ...requestMetrics(loadBalancer, edge),
    ...storeMetrics(stores),
    rotationErrors: Object.entries(stores.rotationFunctions).map(
      ([whose, name]) => [whose, functionErrors(name)] as const,
    ),
    failedRenewals: services.failedRenewals.metricApproximateNumberOfMessagesVisible({ period }),
    natErrors: network.natGatewayIds.map(natErrors),
  };
}

function serviceMetrics({ web, worker }: Services) {
  const workers = worker ? [worker] : [];
  return {
    webTasks: runningTasks(web.service),
    workerTasks: workers.map(({ service }) => runningTasks(service)),
    webCpu: web.service.metricCpuUtilization({ period }),
    webMemory: web.service.metricMemoryUtilization({ period }),
    workerCpu: workers.map(({ service }) => service.metricCpuUtilization({ period })),
    workerMemory: workers.map(({ service }) => service.metricMemoryUtilization({ period })),
    queueLatency: worker?.queueLatency ? [worker.queueLatency] : [],
  };
}

function requestMetrics({ alb, targetGroup: { metrics } }: LoadBalancer, edge: Edge) {
  return {
    requestsPerTarget: metrics.requestCountPerTarget({ period }),
    responseTime: metrics.targetResponseTime({ period, statistic: 'p99' }),
    unhealthyTargets: metrics.unhealthyHostCount({ period, statistic: 'Maximum' }),
    targetErrors: metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period }),
    loadBalancerErrors: alb.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period }),
    edgeRequests: edgeMetric(edge, 'Requests', 'Sum'),
    edgeErrors: edgeMetric(edge, '5xxErrorRate', 'Average'),
  };
}

function storeMetrics({ database, cache }: DataStores) {
  const replicas = database.replica ? [database.replica] : [];
  return {
    databaseCpu: database.primary.metricCPUUtilization(),
    replicaCpu: replicas.map((replica) => replica.metricCPUUtilization()),
    databaseCredits: database.primary.metric('CPUCreditBalance', { statistic: 'Minimum' }),
    replicaLag: replicas.map((replica) => replica.metric('ReplicaLag', { statistic: 'Maximum' })),
    databaseFreeStorage: database.primary.metricFreeStorageSpace({ statistic: 'Minimum' }),
    databaseConnections: database.primary.metricDatabaseConnections({ statistic: 'Maximum' }),
    databaseMaxConnections: database.maxConnections,
    cacheMemory: cache ? [cacheMemory(cache)] : [],
  };
}

/** From Container Insights: ECS itself publishes no count of tasks. */
function runningTasks(service: FargateService): Metric {
  return new Metric({
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    statistic: 'Minimum',
    period,
  });
}

/** Under `noeviction` a full Redis takes no more jobs. All nodes hold the same data, so one stands for all. */
function cacheMemory({ replicationGroup }: Cache): Metric {
  return new Metric({
    namespace: 'AWS/ElastiCache',
    metricName: 'DatabaseMemoryUsagePercentage',
    dimensionsMap: { CacheClusterId: `${replicationGroup.replicationGroupId}-001` },
    statistic: 'Maximum',
  });
}

/** Of a Lambda function that the definition knows by its name only. */
function functionErrors(FunctionName: string): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensionsMap: { FunctionName },
    statistic: 'Sum',
  });
}

function natErrors(natGatewayId: string): Metric {
  return new Metric({
    namespace: 'AWS/NATGateway',
    metricName: 'ErrorPortAllocation',
    dimensionsMap: { NatGatewayId: natGatewayId },
    statistic: 'Sum',
  });
}

/** CloudFront publishes to us-east-1 only. */
function edgeMetric({ distribution }: Edge, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/CloudFront',
    metricName,
    dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
    statistic,
    region: 'us-east-1',
  });
}
