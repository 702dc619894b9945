import type { MetricDatum, StatisticSet } from '../../../cloudwatch/metrics/metric.ts';
import { datum, repeated, statisticsOf } from '../statistics.ts';
import type { LoggedRequest } from './logged-request.ts';

/** By how many targets the requests of a target group are divided: the healthy ones, or else all that are registered. */
export type TargetsOf = (targetGroup: string) => number;

/**
 * The load balancer's metrics of these requests. A request belongs to the time at which it ended (assumed), to the
 * second. `RequestCount` has those for which a target was chosen. There are no Availability Zones, so there are no
 * metrics by them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function requestData(
  requests: readonly LoggedRequest[],
  targetsOf: TargetsOf,
): readonly MetricDatum[] {
  const alike = Map.groupBy(requests, ({ endedAtMs, loadBalancer, targetGroup = '' }) =>
    JSON.stringify([secondOf(endedAtMs), loadBalancer, targetGroup]),
  );
  return [...alike.values()].flatMap((group) => dataOfAlike(group, targetsOf));
}

const secondOf = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;

/** Of requests of one second, one load balancer and one target group, or none. */
function dataOfAlike(requests: readonly LoggedRequest[], targetsOf: TargetsOf): readonly MetricDatum[] {
  const [first] = requests;
  if (first === undefined) return [];
  const { loadBalancer, targetGroup } = first;
  const atMs = secondOf(first.endedAtMs);
  const ofBalancer = placeOf({ LoadBalancer: loadBalancer }, atMs);
  const both = [
    ofBalancer,
    ...(targetGroup === undefined
      ? []
      : [placeOf({ TargetGroup: targetGroup, LoadBalancer: loadBalancer }, atMs)]),
  ];
  const response = statisticsOf(
    requests.flatMap(({ responseMs }) => (responseMs === undefined ? [] : responseMs / 1000)),
  );
  return [
    ...both.flatMap((place) => countData(requests, place, targetCounters)),
    ...both.flatMap((place) => datum(place, 'TargetResponseTime', 'Seconds', response)),
    ...countData(requests, ofBalancer, balancerCounters),
    ...datum(ofBalancer, 'ProcessedBytes', 'Bytes', bytesOf(requests)),
    ...(targetGroup === undefined
      ? []
      : perTargetData(requests, { loadBalancer, targetGroup, atMs }, targetsOf)),
  ];
}

function placeOf(dimensions: Readonly<Record<string, string>>, atMs: number) {
  return { namespace: 'AWS/ApplicationELB', dimensions, atMs };
}

type Counters = readonly (readonly [name: string, counts: (request: LoggedRequest) => boolean])[];

const classes = [2, 3, 4, 5];
const isOfClass = (hundreds: number) => (request: LoggedRequest) =>
  Math.floor(request.status / 100) === hundreds;

/** Of a load balancer, and of each of its target groups. */
const targetCounters: Counters = [
  ['RequestCount', ({ hasTarget }) => hasTarget],
  ...classes.map(
    (hundreds) =>
      [
        `HTTPCode_Target_${hundreds}XX_Count`,
        (request: LoggedRequest) => request.isAnswered && isOfClass(hundreds)(request),
      ] as const,
  ),
  ['TargetConnectionErrorCount', ({ isRefused }) => isRefused],
];

/** Of a load balancer alone. Assumed: the answers of fixed-response and redirect actions are among them. */
const balancerCounters: Counters = [
  ...[3, 4, 5].map(
    (hundreds) =>
      [
        `HTTPCode_ELB_${hundreds}XX_Count`,
        (request: LoggedRequest) => !request.isAnswered && isOfClass(hundreds)(request),
      ] as const,
  ),
  ...[500, 502, 503, 504].map(
    (status) =>
      [
        `HTTPCode_ELB_${status}_Count`,
        (request: LoggedRequest) => !request.isAnswered && request.status === status,
      ] as const,
  ),
];

/** Nothing is reported of what did not happen. */
function countData(
  requests: readonly LoggedRequest[],
  place: ReturnType<typeof placeOf>,
  counters: Counters,
): readonly MetricDatum[] {
  return counters.flatMap(([name, counts]) => {
    const count = requests.filter(counts).length;
    return count === 0 ? [] : datum(place, name, 'Count', repeated(1, count));
  });
}

function bytesOf(requests: readonly LoggedRequest[]): StatisticSet | undefined {
  const set = statisticsOf(requests.map(({ bytes }) => bytes));
  if (set === undefined || set.sum === 0) return undefined;
  const { sampleCount, sum, minimum, maximum } = set;
  return { sampleCount, sum, minimum, maximum };
}

/** Assumed: the targets that count are those of the moment at which the requests are counted. */
function perTargetData(
  requests: readonly LoggedRequest[],
  {
    targetGroup,
    ...at
  }: { readonly loadBalancer: string; readonly targetGroup: string; readonly atMs: number },
  targetsOf: TargetsOf,
): readonly MetricDatum[] {
  const count = requests.filter(({ hasTarget }) => hasTarget).length;
  if (count === 0) return [];
  // What got a request was registered, even where it no longer is.
  return requestsPerTarget({ ...at, targetGroup, sum: count / Math.max(1, targetsOf(targetGroup)) });
}

/**
 * A share of `RequestCountPerTarget`, of which `Sum` alone says something: the minimum and the maximum are always 0, as
 * on AWS.
 */
export function requestsPerTarget(share: {
  readonly loadBalancer: string;
  readonly targetGroup: string;
  readonly atMs: number;
  readonly sum: number;
}): readonly MetricDatum[] {
  const { loadBalancer: LoadBalancer, targetGroup: TargetGroup, atMs, sum } = share;
  const values = { sampleCount: 1, sum, minimum: 0, maximum: 0 };
  return [{ TargetGroup }, { TargetGroup, LoadBalancer }].flatMap((dimensions) =>
    datum(placeOf(dimensions, atMs), 'RequestCountPerTarget', 'None', values),
  );
}
