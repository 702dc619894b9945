import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import type { Cache } from './cache.ts';
import type { Database } from './database.ts';
import type { Edge } from './edge.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Network } from './network.ts';
import { queueLatency } from './queue-latency.ts';
import type { WebService } from './web-service.ts';
import type { WorkerService } from './worker-service.ts';

/** What is measured of the store. */
export interface MeasuredParts {
  readonly network: Network;
  readonly database: Database;
  readonly cache: Cache;
  readonly loadBalancer: LoadBalancer;
  readonly edge: Edge;
  readonly web: WebService;
  readonly worker: WorkerService;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The store's metrics by what they say: the alarms and the dashboard choose from them. */
export function createMetrics(parts: MeasuredParts) {
  const { database, cache, loadBalancer, edge, web, worker } = parts;
  const period = Duration.minutes(1);
  return {
    webTasks: runningTasks(web.service),
    workerTasks: runningTasks(worker.service),
    webCpu: web.service.metricCpuUtilization({ period }),
    webMemory: web.service.metricMemoryUtilization({ period }),
    workerCpu: worker.service.metricCpuUtilization({ period }),
    workerMemory: worker.service.metricMemoryUtilization({ period }),
    queueLatency: queueLatency(worker.service.serviceName),
    requestsPerTarget: loadBalancer.targetGroup.metrics.requestCountPerTarget({ period }),
    responseTime: loadBalancer.targetGroup.metrics.targetResponseTime({ period, statistic: 'p99' }),
    unhealthyTargets: loadBalancer.targetGroup.metrics.unhealthyHostCount({ period, statistic: 'Maximum' }),
    databaseCpu: database.primary.metricCPUUtilization(),
    replicaCpu: database.replica.metricCPUUtilization(),
    databaseFreeStorage: database.primary.metricFreeStorageSpace({ statistic: 'Minimum' }),
    databaseConnections: database.primary.metricDatabaseConnections(),
    cacheMemory: cacheMemory(cache),
    natErrors: parts.network.natGatewayIds.map(natErrors),
    edgeRequests: edgeMetric(edge, 'Requests', 'Sum'),
    edgeErrors: edgeMetric(edge, '5xxErrorRate', 'Average'),
  };
}

/** From Container Insights: ECS itself publishes no count of tasks. */
function runningTasks(service: FargateService): Metric {
  return new Metric({
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    statistic: 'Minimum',
    period: Duration.minutes(1),
  });
}

/** Under `noeviction` a full Redis takes no more jobs. */
function cacheMemory({ replicationGroup }: Cache): Metric {
  return new Metric({
    namespace: 'AWS/ElastiCache',
    metricName: 'DatabaseMemoryUsagePercentage',
    dimensionsMap: { CacheClusterId: `${replicationGroup.replicationGroupId}-001` },
    statistic: 'Maximum',
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
