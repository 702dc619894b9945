import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudWatchEndpoint, cloudWatchEndpoint, refusal } from './testing/cloud-watch-endpoint.ts';

let endpoint: CloudWatchEndpoint;
let cloudWatch: CloudWatchEndpoint['clients']['json'];

const time = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 24, 8, minute, second));
const Namespace = 'Spree';

beforeEach(async () => {
  endpoint = await cloudWatchEndpoint();
  cloudWatch = endpoint.clients.json;
});

afterEach(() => endpoint.close());

/** One value a minute: 1 in minute 0, 2 in minute 1, ... */
async function publish(MetricName: string, values: number, Unit?: 'Seconds' | 'Milliseconds') {
  const MetricData = Array.from({ length: values }, (_, index) => ({
    ...{ MetricName, Value: index + 1, Timestamp: time(index) },
    ...(Unit === undefined ? {} : { Unit }),
  }));
  await cloudWatch.putMetricData({ Namespace, MetricData });
}

type StatisticsRequest = Parameters<typeof cloudWatch.getMetricStatistics>[0];

const statistics = (changes: Partial<StatisticsRequest> = {}) =>
  cloudWatch.getMetricStatistics({
    Namespace,
    MetricName: 'Orders',
    StartTime: time(0),
    EndTime: time(10),
    Period: 60,
    Statistics: ['Sum'],
    ...changes,
  });

const sums = async (changes: Partial<StatisticsRequest> = {}) =>
  (await statistics(changes)).Datapoints?.map(({ Timestamp, Sum }) => [Timestamp?.getTime(), Sum]);

describe('GetMetricStatistics', () => {
  it('leaves out the current minute, and includes the one that contains the start', async () => {
    await publish('Orders', 5);
    expect(await sums({ StartTime: time(1, 59), EndTime: time(3, 59) })).toEqual([
      [time(1).getTime(), 2],
      [time(2).getTime(), 3],
    ]);
  });

  it('combines minutes into longer periods', async () => {
    await publish('Orders', 10);
    expect(await sums({ Period: 300 })).toEqual([
      [time(0).getTime(), 15],
      [time(5).getTime(), 40],
    ]);
  });

  it('returns a datapoint for each unit, or only for the requested one', async () => {
    await publish('Orders', 1, 'Seconds');
    await publish('Orders', 1, 'Milliseconds');
    const units = async (changes: Partial<StatisticsRequest>) =>
      (await statistics(changes)).Datapoints?.map(({ Unit }) => Unit);
    expect(await units({})).toEqual(['Milliseconds', 'Seconds']);
    expect(await units({ Unit: 'Seconds' })).toEqual(['Seconds']);
    expect(await units({ Unit: 'Bytes' })).toEqual([]);
  });

  it('leaves out an unknown percentile, and a datapoint without any statistic', async () => {
    const StatisticValues = { SampleCount: 3, Sum: 15, Minimum: 1, Maximum: 9 };
    await cloudWatch.putMetricData({
      Namespace,
      MetricData: [{ MetricName: 'Orders', Timestamp: time(0), StatisticValues }],
    });
    const asked = (ExtendedStatistics: string[]) => statistics({ Statistics: [], ExtendedStatistics });
    expect((await asked(['p0', 'p50', 'p100'])).Datapoints).toEqual([
      { Timestamp: time(0), Unit: 'None', ExtendedStatistics: { p0: 1, p100: 9 } },
    ]);
    expect((await asked(['p50'])).Datapoints).toEqual([]);
  });

  it('returns nothing for an unknown metric', async () => {
    expect(await statistics()).toMatchObject({ Label: 'Orders', Datapoints: [] });
  });

  it.each<[Partial<StatisticsRequest>, string, string]>([
    [
      { EndTime: time(0) },
      'InvalidParameterValueException',
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      { Period: 7 },
      'InvalidParameterValueException',
      'The parameter Period must be a value in the set [1, 5, 10, 20, 30].',
    ],
    [{ Period: 90 }, 'InvalidParameterValueException', 'The parameter Period must be a multiple of 60.'],
    [
      { StartTime: time(-1435) },
      'InvalidParameterCombinationException',
      'You have requested up to 1445 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    ],
    [
      { Statistics: [], ExtendedStatistics: ['p101'] },
      'InvalidParameterValueException',
      'The value p101 for parameter ExtendedStatistics.member.1.<list element> is not supported.',
    ],
    [
      { Statistics: [] },
      'InvalidParameterCombinationException',
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    ],
    [
      // @ts-expect-error: the SDK's types would not have it.
      { Statistics: ['Median'] },
      'InvalidParameterValueException',
      'The parameter Statistics.member.1.<list element> must be a value in the set [SampleCount, Average, Sum, Minimum, Maximum].',
    ],
  ])('refuses %j', async (changes, name, message) => {
    expect(await refusal(statistics(changes))).toEqual({ name, message, status: 400 });
  });
});

type DataRequest = Parameters<typeof cloudWatch.getMetricData>[0];
type Query = NonNullable<DataRequest['MetricDataQueries']>[number];

const metric = (Id: string, changes: { MetricName?: string; Stat?: string; Period?: number } = {}): Query => {
  const { MetricName = 'Orders', Stat = 'Sum', Period = 60 } = changes;
  return { Id, MetricStat: { Metric: { Namespace, MetricName }, Period, Stat } };
};

const data = (MetricDataQueries: Query[], changes: Partial<DataRequest> = {}) =>
  cloudWatch.getMetricData({ MetricDataQueries, StartTime: time(0), EndTime: time(10), ...changes });

describe('GetMetricData', () => {
  it('returns the newest first by default', async () => {
    await publish('Orders', 3);
    const values = async (changes: Partial<DataRequest>) =>
      (await data([metric('m')], changes)).MetricDataResults?.[0]?.Values;
    expect(await values({})).toEqual([3, 2, 1]);
    expect(await values({ ScanBy: 'TimestampAscending' })).toEqual([1, 2, 3]);
  });

  it('returns an empty result for a metric without data', async () => {
    expect((await data([metric('m')])).MetricDataResults).toEqual([
      { Id: 'm', Label: 'Orders', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ]);
  });

  it('labels results with their metrics, and with their statistics if those differ', async () => {
    const labels = async (queries: Query[]) =>
      (await data(queries)).MetricDataResults?.map(({ Label }) => Label);
    expect(await labels([metric('a', { Stat: 'Sum' }), metric('b', { Stat: 'p90' })])).toEqual([
      'Orders Sum',
      'Orders p90',
    ]);
    const named = { ...metric('b', { Stat: 'p90' }), Label: 'named' };
    const hidden = { ...metric('c', { Stat: 'p90' }), ReturnData: false };
    expect(await labels([metric('a'), named, hidden])).toEqual(['Orders', 'named']);
    expect(await labels([metric('a'), metric('b', { MetricName: 'Other', Stat: 'p90' })])).toEqual([
      'Orders',
      'Other',
    ]);
  });

  it('rounds the time range by the period of each query', async () => {
    await publish('Orders', 10);
    const read = await data(
      [metric('minutes'), metric('five', { Period: 300 }), { Id: 'twice', Expression: 'five * 2' }],
      { StartTime: time(4, 30), EndTime: time(6, 30) },
    );
    expect(read.MetricDataResults?.map(({ Id, Timestamps }) => [Id, Timestamps])).toEqual([
      ['minutes', [time(5), time(4)]],
      ['five', [time(5), time(0)]],
      ['twice', [time(5), time(0)]],
    ]);
  });

  it('has a message if a metric has several units', async () => {
    await publish('Orders', 1, 'Seconds');
    await publish('Orders', 1, 'Milliseconds');
    const [result] = (await data([metric('m')])).MetricDataResults ?? [];
    expect(result?.Messages).toEqual([
      { Code: 'MultipleUnits', Value: "Multiple units returned: '[Milliseconds, Seconds]'" },
    ]);
  });

  it.each(['TimestampAscending', 'TimestampDescending'] as const)(
    'returns pages of datapoints (%s)',
    async (ScanBy) => {
      await publish('Orders', 3);
      await publish('Carts', 2);
      const queries = [metric('orders'), metric('carts', { MetricName: 'Carts' })];
      const pages: unknown[] = [];
      let NextToken: string | undefined;
      do {
        const page = await data(queries, { ScanBy, MaxDatapoints: 2, NextToken });
        pages.push(page.MetricDataResults?.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]));
        NextToken = page.NextToken;
      } while (NextToken !== undefined && pages.length < 9);
      const isAscending = ScanBy === 'TimestampAscending';
      expect(pages).toEqual([
        [['orders', isAscending ? [1, 2] : [3, 2], 'PartialData']],
        [
          ['orders', isAscending ? [3] : [1], 'Complete'],
          ['carts', isAscending ? [1] : [2], 'PartialData'],
        ],
        [['carts', isAscending ? [2] : [1], 'Complete']],
      ]);
    },
  );

  it('rejects a token from other queries', async () => {
    await publish('Orders', 3);
    const { NextToken } = await data([metric('m')], { MaxDatapoints: 1 });
    expect(NextToken).toBeDefined();
    for (const token of ['nonsense', NextToken]) {
      const call = data([metric('other')], { MaxDatapoints: 1, NextToken: token });
      expect(await refusal(call)).toMatchObject({ name: 'InvalidNextToken', status: 400 });
    }
  });

  it.each<[string, Query[], Partial<DataRequest>, string]>([
    [
      'an id that is no word',
      [metric('Bad')],
      {},
      'The value for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.',
    ],
    [
      'an id twice',
      [metric('m'), metric('m')],
      {},
      'The values for parameter id in MetricDataQueries are not unique.',
    ],
    [
      'a metric with an expression',
      [{ ...metric('m'), Expression: '1 + 1' }],
      {},
      'The parameters MetricDataQueries.member.1.Expression and MetricDataQueries.member.1.MetricStat are mutually exclusive and you have specified both.',
    ],
    [
      'a statistic that there is not',
      [metric('m', { Stat: 'not-a-stat' })],
      {},
      'The value for parameter MetricDataQueries.member.1.MetricStat.Stat is not a valid statistic.',
    ],
    [
      'a function that there is not',
      [{ Id: 'bad', Expression: 'NOT_A_FUNCTION(m)' }, metric('m')],
      {},
      "Error in expression 'bad': Function 'NOT_A_FUNCTION' not found",
    ],
    [
      'a range of no length',
      [metric('m')],
      { EndTime: time(0) },
      'The parameter StartTime must not equal parameter EndTime.',
    ],
    [
      'a range that ends before it starts',
      [metric('m')],
      { EndTime: time(-1) },
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'a query without anything',
      [{ Id: 'm' }],
      {},
      'At least one of the parameters MetricDataQueries.member.1.Expression and MetricDataQueries.member.1.MetricStat must be specified.',
    ],
    [
      'a query of Metrics Insights',
      [{ Id: 'm', Expression: 'SELECT SUM(Orders) FROM Spree', Period: 60 }],
      {},
      'A Metrics Insights query in MetricDataQueries.member.1.Expression is not supported by the local environment.',
    ],
    [
      'a dynamic label',
      [{ ...metric('m'), Label: ['at most $', '{MAX}'].join('') }],
      {},
      'A dynamic label in MetricDataQueries.member.1.Label is not supported by the local environment.',
    ],
    [
      'another account',
      [{ ...metric('m'), AccountId: '111111111111' }],
      {},
      'Another account than 000000000000 in MetricDataQueries.member.1.AccountId is not supported by the local environment.',
    ],
  ])('refuses %s', async (_, queries, changes, message) => {
    expect(await refusal(data(queries, changes))).toEqual({
      name: 'ValidationException',
      message,
      status: 400,
    });
  });

  it('rejects a query without a time range', async () => {
    const call = cloudWatch.getMetricData({
      MetricDataQueries: [metric('m')],
      StartTime: undefined,
      EndTime: undefined,
    });
    expect(await refusal(call)).toMatchObject({
      name: 'ValidationException',
      message: 'The parameter StartTime is required.\nThe parameter EndTime is required.',
    });
  });
});

describe('ListMetrics', () => {
  const Dimensions = [
    { Name: 'Queue', Value: 'mails' },
    { Name: 'App', Value: 'store' },
  ];

  beforeEach(async () => {
    const MetricData = [
      { MetricName: 'Latency', Value: 1, Dimensions },
      { MetricName: 'Latency', Value: 1, Dimensions: [{ Name: 'Queue', Value: 'orders' }] },
      { MetricName: 'Orders', Value: 1, Timestamp: time(-5 * 60) },
    ];
    await cloudWatch.putMetricData({ Namespace, MetricData });
    await cloudWatch.putMetricData({ Namespace: 'Other', MetricData: [{ MetricName: 'Latency', Value: 1 }] });
  });

  const listed = async (request: Parameters<typeof cloudWatch.listMetrics>[0]) =>
    (await cloudWatch.listMetrics(request)).Metrics?.map(
      ({ Namespace: space, MetricName, Dimensions: given = [] }) =>
        [space, MetricName, ...given.map(({ Name, Value }) => `${Name}=${Value}`)].join(' '),
    );

  const mails = 'Spree Latency App=store Queue=mails';
  const orders = 'Spree Latency Queue=orders';

  it('lists metrics with their dimensions in the order of names', async () => {
    expect(await listed({})).toEqual(['Other Latency', mails, orders, 'Spree Orders']);
  });

  it.each([
    [{ Namespace: 'Other' }, ['Other Latency']],
    [{ MetricName: 'Orders' }, ['Spree Orders']],
    [{ Dimensions: [{ Name: 'Queue' }] }, [mails, orders]],
    [{ Dimensions: [{ Name: 'Queue', Value: 'orders' }] }, [orders]],
    [{ Dimensions: [{ Name: 'Queue' }, { Name: 'App' }] }, [mails]],
    [{ Dimensions: [{ Name: 'Z' }] }, []],
    [{ RecentlyActive: 'PT3H' as const }, ['Other Latency', mails, orders]],
    [{ OwningAccount: '111111111111' }, []],
  ])('filters by %j', async (filter, expected) => {
    expect(await listed(filter)).toEqual(expected);
  });

  it('names the accounts of metrics when those of linked accounts are requested', async () => {
    const answer = await cloudWatch.listMetrics({ Namespace: 'Other', IncludeLinkedAccounts: true });
    expect(answer.OwningAccounts).toEqual(['000000000000']);
    expect((await cloudWatch.listMetrics({})).OwningAccounts ?? []).toEqual([]);
  });

  it('returns 500 per page', async () => {
    const names = Array.from({ length: 501 }, (_, index) => `Metric${index}`);
    const MetricData = names.map((MetricName) => ({ MetricName, Value: 1 }));
    await cloudWatch.putMetricData({ Namespace: 'Many', MetricData });
    const first = await cloudWatch.listMetrics({ Namespace: 'Many' });
    const second = await cloudWatch.listMetrics({ Namespace: 'Many', NextToken: first.NextToken });
    const both = [...(first.Metrics ?? []), ...(second.Metrics ?? [])].map(({ MetricName }) => MetricName);
    expect([first.Metrics?.length, second.NextToken]).toEqual([500, undefined]);
    expect(new Set(both)).toEqual(new Set(names));
  });

  it.each<[Parameters<typeof cloudWatch.listMetrics>[0], string]>([
    [{ NextToken: 'nonsense' }, 'Request parameter NextToken is invalid'],
    // @ts-expect-error: the SDK's types would not have it.
    [{ RecentlyActive: 'PT1H' }, 'Request parameter recentlyActive value is invalid'],
  ])('refuses %j', async (request, message) => {
    expect(await refusal(cloudWatch.listMetrics(request))).toMatchObject({
      name: 'InvalidParameterValueException',
      message,
    });
  });
});
