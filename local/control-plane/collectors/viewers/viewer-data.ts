import type { MetricDatum, StatisticSet } from '../../../cloudwatch/metrics/metric.ts';
import { datum, repeated } from '../statistics.ts';
import type { ViewerRequest } from './viewer-request.ts';

/**
 * CloudFront's metrics of these requests, with the region `Global`. An error rate is the average of an observation for
 * each request, 100 or 0. A viewer that went away before the answer is a request and no error (assumed); nginx notes
 * it as 499.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export function viewerData(requests: readonly ViewerRequest[]): readonly MetricDatum[] {
  const alike = Map.groupBy(requests, ({ endedAtMs, distribution }) =>
    JSON.stringify([secondOf(endedAtMs), distribution]),
  );
  return [...alike.values()].flatMap(dataOfAlike);
}

const secondOf = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;
const clientClosedRequest = 499;
const uploads = ['POST', 'PUT'];

function dataOfAlike(requests: readonly ViewerRequest[]): readonly MetricDatum[] {
  const [first] = requests;
  if (first === undefined) return [];
  const place = {
    namespace: 'AWS/CloudFront',
    dimensions: { DistributionId: first.distribution, Region: 'Global' },
    atMs: secondOf(first.endedAtMs),
  };
  const errors = (from: number, to: number) =>
    requests.filter(({ status }) => status >= from && status < to && status !== clientClosedRequest).length;
  const rate = (count: number) => shares(count, requests.length);
  const bytes = (own: readonly ViewerRequest[], of: (request: ViewerRequest) => number) =>
    own.length === 0 ? undefined : total(own.map(of));
  const isUpload = ({ method }: ViewerRequest) => uploads.includes(method);
  return [
    ...datum(place, 'Requests', 'None', repeated(1, requests.length)),
    ...datum(place, '4xxErrorRate', 'Percent', rate(errors(400, 500))),
    ...datum(place, '5xxErrorRate', 'Percent', rate(errors(500, 600))),
    ...datum(place, 'TotalErrorRate', 'Percent', rate(errors(400, 600))),
    ...datum(
      place,
      'BytesDownloaded',
      'None',
      bytes(
        requests.filter((request) => !isUpload(request)),
        ({ sentBytes }) => sentBytes,
      ),
    ),
    ...datum(
      place,
      'BytesUploaded',
      'None',
      bytes(requests.filter(isUpload), ({ receivedBytes }) => receivedBytes),
    ),
  ];
}

/** 100 for each of `count` requests, and 0 for the others. */
function shares(count: number, of: number): StatisticSet {
  const counts = [
    [0, of - count],
    [100, count],
  ] as const;
  return {
    sampleCount: of,
    sum: count * 100,
    minimum: count === of ? 100 : 0,
    maximum: count === 0 ? 0 : 100,
    counts: new Map(counts.filter(([, times]) => times > 0)),
  };
}

function total(values: readonly number[]): StatisticSet {
  return {
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
  };
}
