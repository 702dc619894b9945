import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CloudWatchEndpoint,
  cloudWatchEndpoint,
  refusal,
  startMs,
} from './testing/cloud-watch-endpoint.ts';

let endpoint: CloudWatchEndpoint;

beforeEach(async () => {
  endpoint = await cloudWatchEndpoint();
});

afterEach(() => endpoint.close());

type Datum = NonNullable<
  Parameters<CloudWatchEndpoint['clients']['json']['putMetricData']>[0]['MetricData']
>[number];

const put = (datum: Partial<Datum>, Namespace = 'Spree') =>
  endpoint.clients.json.putMetricData({ Namespace, MetricData: [{ MetricName: 'Orders', ...datum }] });

const hours = (number: number) => new Date(startMs + number * 3_600_000);

/** The minute in which the tests begin, and what was published for it. */
const range = { startMs: startMs - 30_250, endMs: startMs + 30_000, periodMs: 60_000 };
const published = (dimensions: Readonly<Record<string, string>> = {}, unit?: string) => {
  const metric = { namespace: 'Spree', metricName: 'Orders', dimensions };
  return endpoint.controlPlane.cloudWatch.metrics.read(metric, range, unit).map(({ values }) => values);
};

describe('a published metric', () => {
  it('has the current time and no unit by default', async () => {
    await put({ Value: 3 });
    expect(published({}, 'None')).toMatchObject([{ sampleCount: 1, sum: 3, minimum: 3, maximum: 3 }]);
  });

  it('can be a distribution, in which each value counts once by default', async () => {
    await put({ Values: [2, 10, 2], Unit: 'Count' });
    expect(published({}, 'Count')).toMatchObject([{ sampleCount: 3, sum: 14, minimum: 2, maximum: 10 }]);
  });

  it('can be a distribution with counts, including 0', async () => {
    await put({ Values: [1, 2], Counts: [0, 1] });
    expect(published()).toMatchObject([{ sampleCount: 1, sum: 2, minimum: 1, maximum: 2 }]);
    await put({ Values: [7], Counts: [0] });
    expect(published()).toMatchObject([{ sampleCount: 1 }]);
  });

  it('can be a statistic set, which takes precedence over values', async () => {
    const StatisticValues = { SampleCount: 4, Sum: 20, Minimum: 1, Maximum: 9 };
    await put({ StatisticValues, Values: [100] });
    expect(published()).toMatchObject([{ sampleCount: 4, sum: 20, minimum: 1, maximum: 9 }]);
  });

  it('is the same regardless of the order of its dimensions', async () => {
    const [a, b] = [
      { Name: 'A', Value: '1' },
      { Name: 'B', Value: '2' },
    ];
    await put({ Value: 1, Dimensions: [a, b] });
    await put({ Value: 2, Dimensions: [b, a] });
    expect(published({ A: '1', B: '2' })).toMatchObject([{ sampleCount: 2 }]);
    expect(published({ A: '1' })).toEqual([]);
  });

  it('has its second if it is of high resolution, else its minute', async () => {
    await put({ Value: 1, StorageResolution: 1 });
    await put({ Value: 2, StorageResolution: 60 });
    const metric = { namespace: 'Spree', metricName: 'Orders', dimensions: {} };
    const seconds = endpoint.controlPlane.cloudWatch.metrics.read(metric, { ...range, periodMs: 1000 });
    expect(seconds.map(({ startMs: at, values }) => [at - range.startMs, values.sum])).toEqual([
      [0, 2],
      [30_000, 1],
    ]);
  });

  it('can be up to two weeks old and up to two hours ahead', async () => {
    await put({ Value: 1, Timestamp: hours(-14 * 24) });
    await put({ Value: 1, Timestamp: hours(2) });
  });

  it('can come with an entity, which is ignored', async () => {
    const entity = {
      Entity: { KeyAttributes: { Type: 'Service', Name: 'web' } },
      MetricData: [{ MetricName: 'Orders', Value: 5 }],
    };
    const { json, query } = endpoint.clients;
    const call = { Namespace: 'Spree', EntityMetricData: [entity] };
    await json.putMetricData({ ...call, StrictEntityValidation: true });
    await query.putMetricData({ ...call, StrictEntityValidation: false });
    expect(published()).toMatchObject([{ sampleCount: 2, sum: 10 }]);
    expect(await refusal(json.putMetricData(call))).toMatchObject({
      message: 'Field StrictEntityValidation is required when setting EntityMetricData',
    });
  });
});

const parameter = 'MetricData.member.1';
const set = { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 };
const value = 'InvalidParameterValueException';
const combination = 'InvalidParameterCombinationException';

describe('a metric that CloudWatch rejects', () => {
  it.each<[string, Partial<Datum>, string, string]>([
    ['without a value', {}, combination, 'At least one of the parameters must be specified.'],
    [
      'with a value and values',
      { Value: 1, Values: [2] },
      combination,
      `The parameters ${parameter}.Value and ${parameter}.Values are mutually exclusive and you have specified both.`,
    ],
    [
      'with a value and a set',
      { Value: 1, StatisticValues: set },
      combination,
      `The parameters ${parameter}.Value and ${parameter}.StatisticValues are mutually exclusive and you have specified both.`,
    ],
    [
      'with counts alone',
      { Counts: [1] },
      combination,
      'The parameter values must appears when the counts parameter is specified.',
    ],
    [
      'with too few counts',
      { Values: [1, 2], Counts: [1] },
      value,
      `The parameters ${parameter}.Values and ${parameter}.Counts must be of the same size.`,
    ],
    [
      'with a negative count',
      { Values: [1], Counts: [-1] },
      value,
      `The parameter ${parameter}.Counts must contain only values greater than 0.`,
    ],
    [
      'with a set of nothing',
      { StatisticValues: { ...set, SampleCount: 0 } },
      value,
      `The parameter ${parameter}.StatisticValues.SampleCount must be greater than 0.`,
    ],
    [
      'with a set whose bounds are swapped',
      { StatisticValues: { ...set, Minimum: 2 } },
      value,
      `The parameter ${parameter}.StatisticValues.Maximum must be greater than ${parameter}.StatisticValues.Minimum.`,
    ],
    [
      'with a number that is too large',
      { Value: 4.6970851655476665e108 },
      value,
      `The value 4.6970851655476665E108 for parameter ${parameter}.Value is invalid.`,
    ],
    [
      'with NaN among values',
      { Values: [1, Number.NaN] },
      value,
      `The value NaN for parameter ${parameter}.Values.member.2 is invalid.`,
    ],
    [
      'with a resolution of two seconds',
      { Value: 1, StorageResolution: 2 },
      value,
      `The parameter ${parameter}.StorageResolution must be a value in the set [ 1, 60 ].`,
    ],
    [
      'with a dimension twice',
      { Value: 1, Dimensions: [1, 2].map((number) => ({ Name: 'A', Value: `${number}` })) },
      value,
      'No metric may specify the same dimension name twice.',
    ],
    [
      'that is too old',
      { Value: 1, Timestamp: hours(-14 * 24 - 0.01) },
      value,
      `The parameter ${parameter}.Timestamp must specify a time within the past two weeks.`,
    ],
    [
      'that is of the future',
      { Value: 1, Timestamp: hours(2.01) },
      value,
      `The parameter ${parameter}.Timestamp must specify a time no more than two hours in the future.`,
    ],
    [
      'with more than 150 values',
      { Values: Array.from({ length: 151 }, (_, index) => index) },
      value,
      `The collection ${parameter}.Values must not have a size greater than 150.`,
    ],
    [
      'with more than 30 dimensions',
      { Value: 1, Dimensions: Array.from({ length: 31 }, (_, index) => ({ Name: `D${index}`, Value: 'x' })) },
      value,
      `The collection ${parameter}.Dimensions must not have a size greater than 30.`,
    ],
    [
      'with a dimension whose name begins with a colon',
      { Value: 1, Dimensions: [{ Name: ':a', Value: 'x' }] },
      value,
      `The parameter ${parameter}.Dimensions.member.1.Name must satisfy regular expression pattern: [^:].*.`,
    ],
    [
      'without a name',
      { MetricName: '', Value: 1 },
      'MissingRequiredParameterException',
      `The parameter ${parameter}.MetricName is required.`,
    ],
  ])('is one %s', async (_, datum, name, message) => {
    expect(await refusal(put(datum))).toEqual({ name, message, status: 400 });
    expect(endpoint.controlPlane.cloudWatch.metrics.list()).toEqual([]);
  });

  it('is one with an unknown unit', async () => {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261124/ap-southeast-1/monitoring/aws4_request, SignedHeaders=host, Signature=00',
        'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      },
      body: JSON.stringify({
        Namespace: 'Spree',
        MetricData: [{ MetricName: 'a', Value: 1, Unit: 'Miles' }],
      }),
    });
    const message = expect.stringMatching(
      /^The parameter MetricData\.member\.1\.Unit must be a value in the set \[ Seconds, Microseconds, .*, Count\/Second, None \]\.$/,
    );
    expect(await answer.json()).toMatchObject({ message });
  });

  it('is one in a namespace of AWS, in which case nothing of its request is kept', async () => {
    expect(await refusal(put({ Value: 1 }, 'AWS/ECS'))).toEqual({
      name: value,
      message: 'The value AWS/ for parameter Namespace is invalid.',
      status: 400,
    });
    const MetricData = [{ MetricName: 'a', Value: 1 }, { MetricName: 'b' }, { MetricName: 'c' }];
    expect(
      await refusal(endpoint.clients.json.putMetricData({ Namespace: 'Spree', MetricData })),
    ).toMatchObject({
      message: ['At least one of the parameters must be specified.'].flatMap((one) => [one, one]).join('\n'),
    });
    expect(endpoint.controlPlane.cloudWatch.metrics.list()).toEqual([]);
  });

  it('is one in a namespace that begins with a colon', async () => {
    expect(await refusal(put({ Value: 1 }, ':bad'))).toEqual({
      name: value,
      message: 'The parameter Namespace must satisfy regular expression pattern: [^:].*.',
      status: 400,
    });
    await put({ Value: 1 }, 'go:od');
  });

  it('is the one past a thousand', async () => {
    const MetricData = Array.from({ length: 1001 }, () => ({ MetricName: 'a', Value: 1 }));
    expect(
      await refusal(endpoint.clients.json.putMetricData({ Namespace: 'Spree', MetricData })),
    ).toMatchObject({
      message: 'The collection MetricData must not have a size greater than 1000.',
    });
    const half = { MetricData: MetricData.slice(0, 501) };
    const EntityMetricData = [half, { MetricData: MetricData.slice(0, 500) }];
    const call = { Namespace: 'Spree', EntityMetricData, StrictEntityValidation: false };
    expect(await refusal(endpoint.clients.json.putMetricData(call))).toMatchObject({ name: value });
  });

  it('is one without a namespace', async () => {
    const call = endpoint.clients.query.putMetricData({
      Namespace: '',
      MetricData: [{ MetricName: 'a', Value: 1 }],
    });
    expect(await refusal(call)).toMatchObject({
      name: 'MissingRequiredParameterException',
      message: 'The parameter Namespace is required.',
    });
  });
});
