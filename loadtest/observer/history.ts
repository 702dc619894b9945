import type { CloudWatch } from '../../aws/scaling-types.ts';
import { Failure } from '../../failure/failure.ts';
import type { ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import { readScalingRecord } from '../../operations/read-scaling-record.ts';
import { type ScaledService, scaledServices } from '../../operations/scaled-services.ts';
import type { ReadRange } from '../../operations/scaling-alarms.ts';
import type { Target } from '../../operations/target.ts';
import { findBalancedServices, findDistributions, ownMetrics } from './find-metrics.ts';
import { messageOf } from './message-of.ts';
import { type ReadMetric, readWantedMetrics, type WantedMetric } from './metric-reading.ts';
import { describeAlarms, scalingAtScale } from './scaling-at-scale.ts';
import {
  metricsOfDistribution,
  metricsOfLoadBalancer,
  metricsOfService,
  metricsOfTargetGroup,
} from './wanted-metrics.ts';

/** What AWS keeps, so that it can be read afterwards; times are of the endpoint's clock. */
export interface History {
  /** By service. */
  readonly scaling: ReadonlyMap<string, ScalingRecord>;
  readonly metrics: readonly ReadMetric[];
  /** Which parts could not be read and why, in sentences. */
  readonly failures: readonly string[];
}

/** Of which time a history is read, on the endpoint's clock. */
export interface HistoryRange extends ReadRange {
  /** Metrics are read up to here, and those of alarms up to `toMs`. */
  readonly metricsToMs: number;
}

export const noHistory: History = { scaling: new Map(), metrics: [], failures: [] };

export interface HistorySource {
  readonly target: Target;
  readonly cluster: string;
  readonly timeScale: number;
  /** Where CloudWatch has the metrics of distributions. */
  readonly edge: Target;
}

/** Reads the history of services in a time. A part that cannot be read is left out and named; it never rejects. */
export async function readHistory(
  source: HistorySource,
  services: readonly string[],
  range: HistoryRange,
): Promise<History> {
  const failures: string[] = [];
  const part: Part = async (what, otherwise, read) => {
    try {
      return await read();
    } catch (error) {
      failures.push(`${what} could not be read: ${messageOf(error)}`);
      return otherwise;
    }
  };
  const reading = { ...source, range, part };
  const [scalings, metrics, viewers] = await Promise.all([
    readScalings(reading),
    readServices(reading, services),
    part('The metrics of CloudFront', nothing, () => readViewers(reading)),
  ]);
  return {
    scaling: new Map(scalings.flatMap(({ scaling }) => scaling)),
    metrics: [...metrics, ...scalings.flatMap((each) => each.metrics), ...viewers],
    failures,
  };
}

/** Reads a part of a history; what it has otherwise is given where that fails. */
type Part = <T>(what: string, otherwise: T, read: () => Promise<T>) => Promise<T>;

interface Reading extends HistorySource {
  readonly range: HistoryRange;
  readonly part: Part;
}

const nothing: readonly ReadMetric[] = [];

interface ReadScaling {
  readonly scaling: readonly (readonly [service: string, record: ScalingRecord])[];
  readonly metrics: readonly ReadMetric[];
}

async function readScalings(reading: Reading): Promise<readonly ReadScaling[]> {
  const { target, cluster, part } = reading;
  const scaled = await part('Which services are scaled', [], () => scaledOrNone(target, cluster));
  return await Promise.all(
    scaled.map((each) =>
      part(`How ${each.service} was scaled`, { scaling: [], metrics: nothing }, () =>
        readScaling(reading, each),
      ),
    ),
  );
}

async function scaledOrNone(target: Target, cluster: string): Promise<readonly ScaledService[]> {
  try {
    return await scaledServices(target, cluster, undefined);
  } catch (error) {
    if (error instanceof Failure && error.code === 'SERVICE_NOT_SCALED') return [];
    throw error;
  }
}

async function readScaling(reading: Reading, scaled: ScaledService): Promise<ReadScaling> {
  const cloudWatch = await reading.target.clients.cloudWatch();
  const record = await readScalingRecord(reading.target, scaled, reading.range);
  const alarms = await describeAlarms(cloudWatch, record);
  const [scaling, metrics] = await Promise.all([
    scalingAtScale(cloudWatch, { record, alarms }, reading),
    metricsIn(reading, cloudWatch, ownMetrics(alarms, scaled.service)),
  ]);
  return { scaling: [[scaled.service, scaling]], metrics };
}

async function readServices(reading: Reading, services: readonly string[]): Promise<readonly ReadMetric[]> {
  const { target, cluster, part } = reading;
  const balanced = await part('The target groups of the services', [], () =>
    findBalancedServices(target, cluster, services),
  );
  const balancers = new Set(balanced.map(({ loadBalancer }) => loadBalancer));
  const wanted = [
    ...services.flatMap((service) => metricsOfService(cluster, service)),
    ...balanced.flatMap(metricsOfTargetGroup),
    ...[...balancers].flatMap(metricsOfLoadBalancer),
  ];
  return await part('The metrics of the services', nothing, async () =>
    metricsIn(reading, await target.clients.cloudWatch(), wanted),
  );
}

async function readViewers(reading: Reading): Promise<readonly ReadMetric[]> {
  const cloudWatch = await reading.edge.clients.cloudWatch();
  const distributions = await findDistributions(cloudWatch);
  return await metricsIn(reading, cloudWatch, distributions.flatMap(metricsOfDistribution));
}

async function metricsIn(
  { range: { fromMs, metricsToMs }, timeScale }: Reading,
  cloudWatch: CloudWatch,
  wanted: readonly WantedMetric[],
): Promise<readonly ReadMetric[]> {
  return await readWantedMetrics(cloudWatch, wanted, { range: { fromMs, toMs: metricsToMs }, timeScale });
}

/** A reading, with what only the one before it has where parts of it failed. */
export function latestHistory(before: History, read: History): History {
  if (read.failures.length === 0) return read;
  const key = ({ service, metric: { values: _, ...metric } }: ReadMetric) =>
    JSON.stringify([service, metric]);
  const byKey = (metrics: readonly ReadMetric[]) => metrics.map((each) => [key(each), each] as const);
  return {
    scaling: new Map([...before.scaling, ...read.scaling]),
    metrics: [...new Map([...byKey(before.metrics), ...byKey(read.metrics)]).values()],
    failures: read.failures,
  };
}
