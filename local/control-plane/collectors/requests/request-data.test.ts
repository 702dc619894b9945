import { describe, expect, it } from 'vitest';
import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import { requestLine } from '../testing/request-line.ts';
import { readRequest } from './logged-request.ts';
import { requestData } from './request-data.ts';

const LoadBalancer = 'app/store/0123456789abcdef';
const TargetGroup = 'targetgroup/web/0123456789abcdef';

function dataOf(lines: readonly Parameters<typeof requestLine>[0][], targets = 2): readonly MetricDatum[] {
  const requests = lines.flatMap((changes) => readRequest(requestLine(changes)) ?? []);
  return requestData(requests, () => targets);
}

/** The sums by metric, of the load balancer alone or with its target group. */
function sums(data: readonly MetricDatum[], dimensions: Readonly<Record<string, string>>) {
  const own = data.filter(({ metric }) => JSON.stringify(metric.dimensions) === JSON.stringify(dimensions));
  return Object.fromEntries(own.map(({ metric, values }) => [metric.metricName, values.sum]));
}

const own = { target: '<NOSRV>', answered: '-', waitMs: -1, termination: 'LR' };

describe('the metrics of requests', () => {
  it('are those of the load balancer, and of the target group of the load balancer', () => {
    const data = dataOf([{}, { status: 404, shown: '404' }, { status: 302, shown: '302', waitMs: 1500 }]);
    expect(sums(data, { LoadBalancer })).toEqual({
      RequestCount: 3,
      HTTPCode_Target_2XX_Count: 1,
      HTTPCode_Target_3XX_Count: 1,
      HTTPCode_Target_4XX_Count: 1,
      TargetResponseTime: 1.524,
      ProcessedBytes: 3900,
    });
    expect(sums(data, { TargetGroup, LoadBalancer })).toEqual({
      RequestCount: 3,
      HTTPCode_Target_2XX_Count: 1,
      HTTPCode_Target_3XX_Count: 1,
      HTTPCode_Target_4XX_Count: 1,
      TargetResponseTime: 1.524,
      RequestCountPerTarget: 1.5,
    });
    expect(sums(data, { TargetGroup })).toEqual({ RequestCountPerTarget: 1.5 });
  });

  it('have the units of AWS, and the values that percentiles need', () => {
    const data = dataOf([{ waitMs: 10 }, { waitMs: 10 }, { waitMs: 250 }]);
    const units = Object.fromEntries(data.map(({ metric, unit }) => [metric.metricName, unit]));
    expect(units).toEqual({
      RequestCount: 'Count',
      HTTPCode_Target_2XX_Count: 'Count',
      TargetResponseTime: 'Seconds',
      ProcessedBytes: 'Bytes',
      RequestCountPerTarget: 'None',
    });
    const times = data.find(({ metric }) => metric.metricName === 'TargetResponseTime');
    expect(times?.values).toMatchObject({ sampleCount: 3, minimum: 0.01, maximum: 0.25 });
    expect(times?.values.counts).toEqual(
      new Map([
        [0.01, 2],
        [0.25, 1],
      ]),
    );
    const requests = data.find(({ metric }) => metric.metricName === 'RequestCount');
    expect(requests?.values).toMatchObject({ sampleCount: 3, minimum: 1, maximum: 1 });
  });

  it('belong to the second in which the requests ended', () => {
    const data = dataOf([{ ended: 59_999 }, { ended: 60_000 }, { ended: 60_999 }]);
    const counts = data.filter(
      ({ metric }) => metric.metricName === 'RequestCount' && metric.dimensions.TargetGroup === undefined,
    );
    expect(counts.map(({ atMs, values }) => [atMs, values.sum])).toEqual([
      [59_000, 1],
      [60_000, 2],
    ]);
  });

  it('count responses of the load balancer itself by status, and not as requests to a target', () => {
    const data = dataOf([
      { ...own, group: '-', status: 301, shown: '301' },
      { ...own, group: '-', status: 404, shown: '404' },
      { ...own, status: 503, shown: '503' },
      { answered: '-', termination: 'sH', status: 504, shown: '504', waitMs: -1 },
    ]);
    expect(sums(data, { LoadBalancer })).toMatchObject({ ProcessedBytes: 2600 });
    const counts: Record<string, number> = {};
    for (const { metric, values } of data.filter((one) => one.metric.dimensions.TargetGroup === undefined)) {
      counts[metric.metricName] = (counts[metric.metricName] ?? 0) + values.sum;
    }
    expect(counts).toEqual({
      RequestCount: 1,
      HTTPCode_ELB_3XX_Count: 1,
      HTTPCode_ELB_4XX_Count: 1,
      HTTPCode_ELB_5XX_Count: 2,
      HTTPCode_ELB_503_Count: 1,
      HTTPCode_ELB_504_Count: 1,
      ProcessedBytes: 5200,
    });
  });

  it('count a connection that a target refused, and the response that the client got', () => {
    const data = dataOf([{ answered: '-', termination: 'SC', status: 503, shown: '502', waitMs: -1 }]);
    expect(sums(data, { LoadBalancer })).toEqual({
      RequestCount: 1,
      TargetConnectionErrorCount: 1,
      HTTPCode_ELB_5XX_Count: 1,
      HTTPCode_ELB_502_Count: 1,
      ProcessedBytes: 1300,
    });
    expect(sums(data, { TargetGroup, LoadBalancer })).toMatchObject({ TargetConnectionErrorCount: 1 });
  });

  it('per target are divided by the number of targets, even if the last one is gone', () => {
    expect(sums(dataOf([{}, {}, {}], 4), { TargetGroup }).RequestCountPerTarget).toBe(0.75);
    expect(sums(dataOf([{}, {}, {}], 0), { TargetGroup }).RequestCountPerTarget).toBe(3);
  });

  it('are none without requests', () => {
    expect(dataOf([])).toEqual([]);
  });
});
