import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import type { MetricId } from '../../../definition/model/alarms.ts';
import type { Clock } from '../../../time/clock.ts';
import type { QueueReader } from '../../aws/queue-reader.ts';
import type { MetricDatum } from '../../cloudwatch/metrics/metric.ts';
import type { MetricSink } from '../../cloudwatch/metrics/metric-sink.ts';
import type { Engine } from '../../docker/engine.ts';
import { composeService } from '../compose-service.ts';
import { loadBalancerPaths } from '../load-balancer/paths.ts';
import { readConnections } from '../load-balancer/runtime/haproxy.ts';
import type { Log } from '../logger.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { atEachBoundary, type Boundary, crosses } from './boundaries.ts';
import { dataStoreCollector } from './data-stores/collect-data-stores.ts';
import { natGatewayData } from './nat-gateway-data.ts';
import { queueCollector } from './queues/collect-queues.ts';
import { connectionData, type MadeBefore } from './requests/connection-data.ts';
import { droppedLogWatch } from './requests/dropped-logs.ts';
import { type FollowedLog, followLog } from './requests/follow-log.ts';
import { readRequest } from './requests/logged-request.ts';
import { requestData } from './requests/request-data.ts';
import { targetData, targetsOf } from './requests/target-data.ts';
import { type UsageOptions, usageCollector } from './usage/collect-usage.ts';
import { insightsCounts, liveTaskCounts } from './usage/task-count-data.ts';
import { viewerData } from './viewers/viewer-data.ts';
import { readViewerRequest } from './viewers/viewer-request.ts';

export interface CollectorOptions {
  readonly sink: MetricSink;
  readonly engine: Engine;
  readonly environmentName: string;
  /** The folder that is shared with the load balancer. */
  readonly loadBalancerFolder: string;
  /** A folder on the file system that has the volumes of the data stores too. */
  readonly dataFolder: string;
  readonly persisted: () => PersistedState;
  readonly resolutionOf: UsageOptions['resolutionOf'];
  /** The metrics that alarms watch. */
  readonly watched: () => readonly MetricId[];
  readonly readQueue: QueueReader;
  /** Periods are shorter by this factor. */
  readonly timeScale: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A part of what is collected, asked at each boundary. */
type Collector = (boundary: Boundary) => Promise<readonly MetricDatum[]> | readonly MetricDatum[];

/** Lines of logs that come within this time are counted together: well before a metric is complete. */
const gatherMs = 250;

/** As long before a period closes its last readings of tasks begin: an engine may take a second to answer. */
const longestReadingMs = 1200;

/** Puts the metrics of what runs into the sink, until `signal` aborts. What cannot be read is logged, and missing. */
export async function collectMetrics(options: CollectorOptions): Promise<void> {
  const { clock, signal, log, sink } = options;
  const secondMs = 1000 / options.timeScale;
  const collectors = collectorsOf(options, secondMs);
  const collect = async (boundary: Boundary, [what, collector]: readonly [string, Collector]) => {
    try {
      const data = await collector(boundary);
      if (data.length > 0) sink.put(data);
    } catch (error) {
      if (!signal.aborted) log.warn('metrics are missing', { what, error });
    }
  };
  const leadMs = Math.min(longestReadingMs, 12 * secondMs);
  const early: Clock = { ...clock, now: () => clock.now() + leadMs };
  await Promise.all([
    // Half of the shortest period.
    ...collectors.map((each) =>
      atEachBoundary(
        { everyMs: 10 * secondMs, clock: each[0] === 'usage' ? early : clock, signal },
        (boundary) => collect(boundary, each),
      ),
    ),
    ...followedLogs(options).map(followLog),
  ]);
}

function collectorsOf(
  options: CollectorOptions,
  secondMs: number,
): readonly (readonly [string, Collector])[] {
  const { persisted, watched } = options;
  const minute = 60 * secondMs;
  const failed = (what: string) => (error: unknown) => {
    if (!options.signal.aborted) options.log.warn('metrics are missing', { what, error });
  };
  const connections = connectionCollector(options);
  const stores = dataStoreCollector({
    engine: options.engine,
    persisted,
    container: (service) => composeService(options.engine, options.environmentName, service),
    machine: machineReader(options),
    onFailure: failed('data stores'),
  });
  const queues = queueCollector({
    watched,
    read: options.readQueue,
    onFailure: (queueName, error) => failed(`queue ${queueName}`)(error),
  });
  const onceIn =
    (periodMs: number, collect: (atMs: number) => ReturnType<Collector>): Collector =>
    (boundary) =>
      crosses(boundary, periodMs) ? collect(boundary.atMs) : [];
  return [
    ['usage', usageCollector({ ...options, secondMs, onFailure: failed('usage of tasks') })],
    ['tasks', onceIn(minute, (atMs) => liveTaskCounts(persisted(), atMs))],
    ['tasks', onceIn(minute / 2, (atMs) => insightsCounts(persisted(), atMs))],
    ['targets', onceIn(minute / 2, (atMs) => targetData(persisted(), atMs))],
    ['connections', onceIn(minute / 2, connections)],
    ['data stores', onceIn(minute, stores)],
    ['queues', onceIn(minute, queues)],
    ['NAT gateways', onceIn(minute, (atMs) => natGatewayData(watched(), atMs))],
  ];
}

function connectionCollector({
  loadBalancerFolder,
  persisted,
  log,
}: CollectorOptions): (atMs: number) => Promise<readonly MetricDatum[]> {
  let made: MadeBefore = new Map();
  const watchDroppedLogs = droppedLogWatch(log);
  return async (atMs) => {
    const { connections, droppedLogs } = await readConnections(loadBalancerPaths(loadBalancerFolder));
    watchDroppedLogs(droppedLogs);
    const seen = connectionData(connections, made, persisted(), atMs);
    made = seen.made;
    return seen.data;
  };
}

/** Node takes what the kernel calls available for free memory. */
function machineReader({ engine, dataFolder }: CollectorOptions) {
  let cpus: number | undefined;
  return async () => {
    cpus ??= (await engine.info()).cpus;
    const { bavail, bsize } = await statfs(dataFolder);
    return { cpus, freeableMemoryBytes: freemem(), freeStorageBytes: bavail * bsize };
  };
}

function followedLogs(options: CollectorOptions): readonly FollowedLog[] {
  const { engine, environmentName, persisted } = options;
  const of = (service: string, toData: (lines: readonly string[]) => readonly MetricDatum[]) => ({
    ...options,
    source: service,
    container: () => composeService(engine, environmentName, service),
    toData,
    gatherMs,
  });
  return [
    of('load-balancer', (lines) =>
      requestData(
        lines.flatMap((line) => readRequest(line) ?? []),
        targetsOf(persisted().cluster),
      ),
    ),
    of('edge', (lines) => viewerData(lines.flatMap((line) => readViewerRequest(line) ?? []))),
  ];
}
