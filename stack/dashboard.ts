import { AlarmStatusWidget, Dashboard, GraphWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Metrics } from './metrics.ts';
import type { Settings } from './settings.ts';

/** One page, from the viewer inwards: alarms, edge, errors, services, queues, data stores, and what is used up or fails. */
export function createDashboard(
  scope: Construct,
  settings: Settings,
  metrics: Metrics,
  { alarms }: Alarms,
): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: settings.prefix,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 3 })],
      [
        graph('Requests at the edge', metrics.edgeRequests),
        graph('Errors at the edge, %', metrics.edgeErrors),
        graph('Response time p99, s', metrics.responseTime),
        graph('Requests per target and minute', metrics.requestsPerTarget),
      ],
      [
        graph(
          'Errors (5xx) in a minute',
          metrics.targetErrors.with({ label: 'web tasks' }),
          metrics.loadBalancerErrors.with({ label: 'load balancer' }),
        ),
        graph('Unhealthy targets', metrics.unhealthyTargets),
        graph('Errors of NAT gateways', ...metrics.natErrors),
        graph(
          'Changes of passwords that failed',
          ...metrics.rotationErrors.map(([, metric]) => metric),
          metrics.failedRenewals,
        ),
      ],
      [
        graph('Tasks', ...services(metrics.webTasks, metrics.workerTasks)),
        graph('CPU, %', ...services(metrics.webCpu, metrics.workerCpu)),
        graph('Memory, %', ...services(metrics.webMemory, metrics.workerMemory)),
        ...metrics.queueLatency.map((metric) => graph('Queue latency, s', metric)),
      ],
      [
        graph(
          'Database CPU, %',
          metrics.databaseCpu.with({ label: 'primary' }),
          ...metrics.replicaCpu.map((metric) => metric.with({ label: 'replica' })),
        ),
        graph('Database connections', metrics.databaseConnections),
        graph('Database storage free, bytes', metrics.databaseFreeStorage),
        ...metrics.cacheMemory.map((metric) => graph('Redis memory, %', metric)),
      ],
      [
        graph('Database CPU credits', metrics.databaseCredits),
        ...metrics.replicaLag.map((metric) => graph('Replica lag, s', metric)),
      ],
    ],
  });
}

function services(web: Metric, workers: readonly Metric[]): Metric[] {
  return [web.with({ label: 'web' }), ...workers.map((worker) => worker.with({ label: 'worker' }))];
}

function graph(title: string, ...left: Metric[]): GraphWidget {
  return new GraphWidget({ title, left, leftYAxis: { min: 0 }, width: 6 });
}
