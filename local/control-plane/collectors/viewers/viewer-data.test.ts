import { describe, expect, it } from 'vitest';
import { viewerData } from './viewer-data.ts';
import { readViewerRequest } from './viewer-request.ts';

function line(changes: Readonly<Record<string, string | number>> = {}): string {
  return JSON.stringify({
    ended: 1_700_000_000.25,
    distribution: 'E1ABCDEF',
    method: 'GET',
    status: '200',
    received: 400,
    sent: 5000,
    ...changes,
  });
}

function dataOf(...lines: readonly Parameters<typeof line>[0][]) {
  return viewerData(lines.flatMap((changes) => readViewerRequest(line(changes)) ?? []));
}

const averages = (data: ReturnType<typeof viewerData>) =>
  Object.fromEntries(
    data.map(({ metric, values }) => [metric.metricName, values.sum / values.sampleCount] as const),
  );

describe('a line of the edge’s log', () => {
  it('is a viewer’s request to a distribution', () => {
    expect(readViewerRequest(line())).toEqual({
      endedAtMs: 1_700_000_000_250,
      distribution: 'E1ABCDEF',
      method: 'GET',
      status: 200,
      receivedBytes: 400,
      sentBytes: 5000,
    });
  });

  it('is not a request if it is a message of nginx itself', () => {
    const texts = ['2026/01/01 00:00:00 [error] 1#1: no such file', '{', '{"status":200}', ''];
    expect(texts.map(readViewerRequest)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('the metrics of a distribution', () => {
  it('are requests, error rates and bytes, in the region Global', () => {
    const data = dataOf({}, { status: '404' }, { status: '502' }, { status: '503', method: 'POST' });
    expect(averages(data)).toEqual({
      Requests: 1,
      '4xxErrorRate': 25,
      '5xxErrorRate': 50,
      TotalErrorRate: 75,
      BytesDownloaded: 5000,
      BytesUploaded: 400,
    });
    expect(data[0]).toMatchObject({
      metric: {
        namespace: 'AWS/CloudFront',
        dimensions: { DistributionId: 'E1ABCDEF', Region: 'Global' },
      },
      atMs: 1_700_000_000_000,
      values: { sampleCount: 4, sum: 4 },
    });
  });

  it('have rates that can be combined from parts of a period', () => {
    const [good] = dataOf({}, {}, {}).filter(({ metric }) => metric.metricName === '5xxErrorRate');
    expect(good?.values).toMatchObject({ sampleCount: 3, sum: 0, minimum: 0, maximum: 0 });
    const [bad] = dataOf({ status: '500' }).filter(({ metric }) => metric.metricName === '5xxErrorRate');
    expect(bad?.values).toMatchObject({ sampleCount: 1, sum: 100, minimum: 100, maximum: 100 });
  });

  it('do not count a viewer that went away as an error', () => {
    for (const status of ['499', '000']) {
      expect(averages(dataOf({ status }))).toMatchObject({
        Requests: 1,
        TotalErrorRate: 0,
        '4xxErrorRate': 0,
      });
    }
  });

  it('are none without requests', () => {
    expect(dataOf()).toEqual([]);
  });
});
