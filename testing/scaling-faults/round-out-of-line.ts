import type { AwsClients } from '../../aws/clients.ts';
import { outOfLine } from '../scaling/out-of-line.ts';
import { cluster } from '../scaling/scaled-service.ts';
import { balancerDimensions, metricPoints } from './metric-points.ts';
import { mostRunning, periodsIn, requestsOutOfLine, samplesOutOfLine } from './metrics-out-of-line.ts';
import type { Span } from './request-bounds.ts';
import type { ScalingRound } from './scaling-round.ts';

/** Longer than the control plane was ever away: what it did then is seen when it is back. */
const slackMs = 15_000;

/**
 * Where a round contradicts itself: a change without its one activity, requests that are counted in other numbers than they
 * were sent, and metrics with more observations than were made. Metrics are compared in each of their periods.
 */
export async function roundOutOfLine(
  clients: AwsClients,
  { serviceName, timeScale }: { readonly serviceName: string; readonly timeScale: number },
  round: ScalingRound,
): Promise<readonly string[]> {
  const periodMs = 60_000 / timeScale;
  // The period in which the round begins has what is left of the tasks before it, but no other requests.
  const span = { startMs: round.startMs - periodMs, endMs: round.endMs };
  const periods = periodsIn(span, periodMs);
  const whole = periods.filter(({ startMs }) => startMs >= round.startMs);
  const deaths = round.kills.filter(({ part }) => part === 'load-balancer');
  const ofBalancer = { namespace: 'AWS/ApplicationELB', dimensions: await balancerDimensions(clients) };
  const requests = ['RequestCount', 'HTTPCode_Target_2XX_Count'].map(async (name) => {
    const points = await metricPoints(clients, { ...ofBalancer, name }, span);
    return requestsOutOfLine(points, periods, { outcomes: round.outcomes, deaths }).map(
      (text) => `${name} ${text}`,
    );
  });
  const running = (period: Span) => mostRunning(round.story.counts, period);
  const samples = samplesOf(serviceName, running).map(async ({ mostIn, ...metric }) => {
    const points = await metricPoints(clients, metric, span);
    return samplesOutOfLine(points, whole, mostIn).map((text) => `${metric.name} ${text}`);
  });
  const metrics = await Promise.all([...requests, ...samples]);
  return [...outOfLine(round.story, slackMs), ...metrics.flat()];
}

/** The metrics of a service that are no sums, and how many observations a period has of each. */
function samplesOf(serviceName: string, running: (period: Span) => number) {
  const dimensions = { ClusterName: cluster, ServiceName: serviceName };
  const ofService = { namespace: 'AWS/ECS', dimensions };
  const ofInsights = { namespace: 'ECS/ContainerInsights', dimensions };
  return [
    { ...ofService, name: 'CPUUtilization', mostIn: running },
    { ...ofService, name: 'MemoryUtilization', mostIn: running },
    { ...ofService, name: 'LiveTaskCount', mostIn: () => 1 },
    { ...ofInsights, name: 'RunningTaskCount', mostIn: () => 2 },
  ];
}
