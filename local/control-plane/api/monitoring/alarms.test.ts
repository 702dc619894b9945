import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CloudWatchEndpoint,
  cloudWatchEndpoint,
  minimalAlarm,
  refusal,
  startMs,
} from './testing/cloud-watch-endpoint.ts';

let endpoint: CloudWatchEndpoint;
let cloudWatch: CloudWatchEndpoint['clients']['json'];

beforeEach(async () => {
  endpoint = await cloudWatchEndpoint();
  cloudWatch = endpoint.clients.json;
});

afterEach(() => endpoint.close());

type MetricAlarmInput = Parameters<typeof cloudWatch.putMetricAlarm>[0];
type DescribeInput = Parameters<typeof cloudWatch.describeAlarms>[0];

const put = (changes: Partial<MetricAlarmInput> = {}) =>
  cloudWatch.putMetricAlarm({ ...minimalAlarm, ...changes });
const putComposite = (AlarmName: string, AlarmRule: string) =>
  cloudWatch.putCompositeAlarm({ AlarmName, AlarmRule });
const describeOne = async (name = 'latency') => {
  const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
  const found = await cloudWatch.describeAlarms({ AlarmNames: [name], AlarmTypes });
  return found.MetricAlarms?.[0] ?? found.CompositeAlarms?.[0];
};
const arnOf = (name: string) => `arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:${name}`;
const topic = 'arn:aws:sns:ap-southeast-1:000000000000:alerts';

describe('PutMetricAlarm', () => {
  it('keeps all that it is given', async () => {
    const rich: Partial<MetricAlarmInput> = {
      AlarmDescription: 'slow',
      ActionsEnabled: false,
      OKActions: [topic],
      AlarmActions: [topic, `${topic}2`],
      InsufficientDataActions: [topic],
      Statistic: undefined,
      ExtendedStatistic: 'p90',
      Unit: 'Seconds',
      Dimensions: [
        { Name: 'Z', Value: 'last' },
        { Name: 'A', Value: 'first' },
      ],
      DatapointsToAlarm: 2,
      TreatMissingData: 'breaching',
      EvaluateLowSampleCountPercentile: 'ignore',
    };
    await put(rich);
    const { Statistic: _, ...expected } = { ...minimalAlarm, ...rich };
    expect(await describeOne()).toMatchObject(expected);
    expect(await describeOne()).not.toHaveProperty('Statistic');
  });

  it('replaces the whole configuration of an alarm and leaves its state', async () => {
    await put({ AlarmDescription: 'first', TreatMissingData: 'ignore' });
    await cloudWatch.setAlarmState({ AlarmName: 'latency', StateValue: 'ALARM', StateReason: 'by hand' });
    endpoint.advance(1000);
    await put({ Threshold: 20 });
    const alarm = await describeOne();
    expect(alarm).toMatchObject({ Threshold: 20, StateValue: 'ALARM', StateReason: 'by hand' });
    expect(alarm?.AlarmConfigurationUpdatedTimestamp).toEqual(new Date(startMs + 1000));
    expect(alarm).not.toHaveProperty('AlarmDescription');
    expect(alarm).not.toHaveProperty('TreatMissingData');
  });

  it('takes metric math', async () => {
    const Metrics = [
      {
        Id: 'm1',
        MetricStat: {
          Metric: { Namespace: 'Spree', MetricName: 'Jobs', Dimensions: [] },
          Period: 60,
          Stat: 'Average',
        },
        ReturnData: false,
      },
      { Id: 'e1', Expression: 'm1 * 2', Label: 'twice', ReturnData: true },
    ];
    const { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator } = minimalAlarm;
    await cloudWatch.putMetricAlarm({ AlarmName, EvaluationPeriods, Threshold, ComparisonOperator, Metrics });
    const alarm = await describeOne();
    expect(alarm).toMatchObject({ Metrics, Dimensions: [] });
    expect(alarm).not.toHaveProperty('MetricName');
    expect(alarm).not.toHaveProperty('Period');
  });

  it('does not change the owner of an alarm', async () => {
    await put();
    await endpoint.controlPlane.cloudWatch.changeAlarms((alarms) =>
      Object.fromEntries(
        Object.entries(alarms).map(([name, one]) => [name, { ...one, owner: 'template' as const }]),
      ),
    );
    await put({ Threshold: 11 });
    await put({ AlarmName: 'new' });
    const { latency, new: added } = endpoint.controlPlane.cloudWatch.alarms();
    expect([latency?.owner, added?.owner]).toEqual(['template', 'api']);
  });

  const stat = {
    Metric: { Namespace: 'Spree', MetricName: 'Jobs' },
    Period: 60,
    Stat: 'Average',
  };

  it.each<[string, Partial<MetricAlarmInput>, string]>([
    ['without a metric', { MetricName: undefined }, 'MetricName must not be null'],
    ['without a namespace', { Namespace: undefined }, 'Namespace must not be null'],
    ['without a period', { Period: undefined }, 'Period must not be null'],
    ['without a statistic', { Statistic: undefined }, 'Statistic or ExtendedStatistic must not be null'],
    [
      'without a threshold',
      { Threshold: undefined },
      'PutMetricAlarm request should have valid Threshold parameter',
    ],
    ['without an operator', { ComparisonOperator: undefined }, 'ComparisonOperator must not be null'],
    ['without periods', { EvaluationPeriods: undefined }, 'EvaluationPeriods must not be null'],
    [
      'with two statistics',
      { ExtendedStatistic: 'p90' },
      'PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic parameters. Only one of them should be present',
    ],
    [
      'with a metric and metric math',
      { Metrics: [{ Id: 'm1', MetricStat: stat }] },
      'MetricName should not be set if list of Metrics is set.',
    ],
    [
      'of more datapoints than periods',
      { DatapointsToAlarm: 4 },
      'DatapointsToAlarm must be less than or equal to EvaluationPeriods',
    ],
    [
      'that looks back too far',
      { EvaluationPeriods: 1441 },
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    ],
    [
      'that treats missing data in a way that there is not',
      { TreatMissingData: 'never' },
      'The value never is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].',
    ],
    [
      'that treats few samples in a way that there is not',
      { Statistic: undefined, ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: 'never' },
      'Option never is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.',
    ],
    [
      'that treats few samples although it has no percentile',
      { EvaluateLowSampleCountPercentile: 'ignore' },
      'Option evaluateLowSampleCountPercentile can not be applied with statistic Average.',
    ],
    ['with an action that is no ARN', { AlarmActions: ['not-an-arn'] }, 'Invalid arn syntax: not-an-arn'],
    [
      'with an action of a service that takes none',
      { OKActions: ['arn:aws:s3:::bucket'] },
      'Unsupported AWS vendor s3',
    ],
    [
      'with an action in another region',
      { AlarmActions: ['arn:aws:sns:eu-central-1:000000000000:alerts'] },
      'Invalid region eu-central-1 specified. Only ap-southeast-1 is supported.',
    ],
    [
      'on an anomaly detector',
      { ThresholdMetricId: 'e1' },
      'ThresholdMetricId is not supported by the local environment.',
    ],
  ])('rejects an alarm %s and leaves the existing one unchanged', async (_, changes, message) => {
    await put();
    const before = endpoint.controlPlane.cloudWatch.alarms();
    expect(await refusal(put(changes))).toEqual({ name: 'ValidationException', message, status: 400 });
    expect(endpoint.controlPlane.cloudWatch.alarms()).toEqual(before);
  });

  it('rejects an invalid percentile', async () => {
    const call = put({ Statistic: undefined, ExtendedStatistic: 'p101' });
    expect(await refusal(call)).toEqual({
      name: 'InvalidParameterValueException',
      message: 'The value p101 for parameter ExtendedStatistic is not supported.',
      status: 400,
    });
  });

  const metricsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Id: `m${index}`, MetricStat: stat, ReturnData: false }));
  const expressionsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      Id: `e${index}`,
      Expression: 'm0 * 2',
      ReturnData: index === 0,
    }));

  it('takes ten metrics and ten expressions', async () => {
    const { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator } = minimalAlarm;
    const Metrics = [...metricsOf(10), ...expressionsOf(10)];
    await cloudWatch.putMetricAlarm({ AlarmName, EvaluationPeriods, Threshold, ComparisonOperator, Metrics });
    expect(await describeOne()).toHaveProperty('Metrics.length', 20);
  });

  it.each<[string, NonNullable<MetricAlarmInput['Metrics']>, string]>([
    [
      'has eleven metrics',
      [...metricsOf(11), ...expressionsOf(1)],
      'Too many metrics in alarm, maximum is 10',
    ],
    [
      'has eleven expressions',
      [...metricsOf(1), ...expressionsOf(11)],
      'Too many expressions in alarm, maximum is 10',
    ],
    [
      'has periods of five seconds',
      [{ Id: 'm1', MetricStat: { ...stat, Period: 5 } }],
      'Period must be 10, 20, 30 or a multiple of 60',
    ],
    [
      'gives several time series',
      [...metricsOf(2), { Id: 'e1', Expression: 'METRICS()' }],
      "Error in expression 'e1': The result has to be one time series",
    ],
    [
      'returns two results',
      [
        { Id: 'm1', MetricStat: stat },
        { Id: 'e1', Expression: 'm1 * 2' },
      ],
      'Exactly one element of the metrics list should return data.',
    ],
    [
      'uses what there is not',
      [{ Id: 'e1', Expression: 'NOT_A_FUNCTION(1)', Period: 60 }],
      "Error in expression 'e1': Function 'NOT_A_FUNCTION' not found",
    ],
    [
      'has a name that is no word',
      [{ Id: 'M1', MetricStat: stat }],
      'The value for parameter Metrics.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.',
    ],
  ])('refuses metric math that %s', async (_, Metrics, message) => {
    const { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator } = minimalAlarm;
    const call = cloudWatch.putMetricAlarm({
      ...{ AlarmName, EvaluationPeriods, Threshold, ComparisonOperator, Metrics },
    });
    expect(await refusal(call)).toMatchObject({ name: 'ValidationException', message });
  });

  it('describes an invalid value as AWS does', async () => {
    const call = put({ AlarmName: '', ComparisonOperator: 'LessThanLowerThreshold' });
    expect(await refusal(call)).toMatchObject({
      name: 'ValidationException',
      message:
        "2 validation errors detected: Value '' at 'alarmName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'LessThanLowerThreshold' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanThreshold, LessThanOrEqualToThreshold]",
    });
    expect(await refusal(put({ Namespace: ':bad' }))).toMatchObject({
      message:
        "1 validation error detected: Value ':bad' at 'namespace' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:].*",
    });
  });
});

describe('PutCompositeAlarm', () => {
  it('creates an alarm that is evaluated at once', async () => {
    await putComposite('all', 'FALSE');
    expect(await describeOne('all')).toEqual({
      ActionsEnabled: true,
      AlarmActions: [],
      AlarmArn: arnOf('all'),
      AlarmConfigurationUpdatedTimestamp: new Date(startMs),
      AlarmName: 'all',
      AlarmRule: 'FALSE',
      InsufficientDataActions: [],
      OKActions: [],
      StateReason: `${arnOf('all')} was created and its alarm rule evaluates to OK`,
      StateReasonData: '{"triggeringAlarms":[]}',
      StateUpdatedTimestamp: new Date(startMs),
      StateValue: 'OK',
      StateTransitionedTimestamp: new Date(startMs),
    });
  });

  it('rejects a rule with an unknown alarm, and one that is not a rule', async () => {
    expect(await refusal(putComposite('all', 'ALARM(missing)'))).toEqual({
      name: 'ValidationException',
      message: `Could not save the composite alarm as alarms [${arnOf('missing')}] in the alarm rule do not exist`,
      status: 400,
    });
    expect(await refusal(putComposite('all', 'true'))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("Error in AlarmRule [Unsupported token 'true' at char 0"),
    });
  });

  it('rejects a suppressor', async () => {
    const call = cloudWatch.putCompositeAlarm({
      AlarmName: 'all',
      AlarmRule: 'TRUE',
      ActionsSuppressor: 'a',
    });
    expect(await refusal(call)).toMatchObject({
      name: 'ValidationException',
      message: 'ActionsSuppressor is not supported by the local environment.',
    });
  });

  it('rejects a scaling policy as an action', async () => {
    const AlarmActions = ['arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:1:policyName/out'];
    const call = cloudWatch.putCompositeAlarm({ AlarmName: 'all', AlarmRule: 'TRUE', AlarmActions });
    expect(await refusal(call)).toMatchObject({
      name: 'ValidationException',
      message: 'Unsupported AWS vendor autoscaling',
    });
  });

  it('cannot use the name of a metric alarm, nor the other way round', async () => {
    await put();
    await putComposite('all', 'FALSE');
    const message = (name: string) =>
      `AlarmName [${name}] is already used by another alarm of a different type`;
    expect(await refusal(putComposite('latency', 'FALSE'))).toMatchObject({ message: message('latency') });
    expect(await refusal(put({ AlarmName: 'all' }))).toMatchObject({ message: message('all') });
  });
});

describe('DescribeAlarms', () => {
  const names = async (request: DescribeInput) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.describeAlarms(request);
    return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
  };

  beforeEach(async () => {
    await put({ AlarmName: 'web-slow', AlarmActions: [topic] });
    await put({ AlarmName: 'web-errors' });
    await put({ AlarmName: 'jobs' });
    await putComposite('all', 'ALARM("web-slow") OR ALARM(jobs)');
    await cloudWatch.setAlarmState({ AlarmName: 'jobs', StateValue: 'ALARM', StateReason: '' });
  });

  it.each<[DescribeInput, readonly string[]]>([
    [{}, ['jobs', 'web-errors', 'web-slow']],
    [{ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, ['jobs', 'web-errors', 'web-slow', 'all']],
    [{ AlarmTypes: ['CompositeAlarm'] }, ['all']],
    [{ AlarmNames: ['all'] }, []],
    [{ AlarmNames: ['jobs', 'missing', 'jobs'] }, ['jobs']],
    [{ AlarmNamePrefix: 'web-' }, ['web-errors', 'web-slow']],
    [{ StateValue: 'ALARM', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, ['jobs', 'all']],
    [{ StateValue: 'OK' }, []],
    [{ ActionPrefix: 'arn:aws:sns:' }, ['web-slow']],
    [{ ActionPrefix: 'arn:aws:lambda:' }, []],
  ])('lists the alarms selected by %j', async (request, expected) => {
    expect(await names(request)).toEqual(expected);
  });

  it('lists the names and states of the children of a composite alarm', async () => {
    const { MetricAlarms } = await cloudWatch.describeAlarms({ ChildrenOfAlarmName: 'all' });
    const at = new Date(startMs);
    expect(MetricAlarms).toEqual([
      { AlarmName: 'jobs', AlarmArn: arnOf('jobs'), StateValue: 'ALARM', StateUpdatedTimestamp: at },
      {
        AlarmName: 'web-slow',
        AlarmArn: arnOf('web-slow'),
        StateValue: 'INSUFFICIENT_DATA',
        StateUpdatedTimestamp: at,
      },
    ]);
    expect(await names({ ChildrenOfAlarmName: 'jobs' })).toEqual([]);
  });

  it('lists the names of the parents of an alarm', async () => {
    const { CompositeAlarms } = await cloudWatch.describeAlarms({ ParentsOfAlarmName: 'jobs' });
    expect(CompositeAlarms).toEqual([{ AlarmName: 'all', AlarmArn: arnOf('all') }]);
    expect(await names({ ParentsOfAlarmName: 'web-errors' })).toEqual([]);
    expect(await refusal(names({ ParentsOfAlarmName: 'jobs', StateValue: 'OK' }))).toMatchObject({
      name: 'ValidationException',
    });
  });

  it('returns pages, and rejects a token from a call with other filters', async () => {
    const first = await cloudWatch.describeAlarms({ MaxRecords: 2 });
    expect(await names({ MaxRecords: 2, NextToken: first.NextToken })).toEqual(['web-slow']);
    const other = names({ MaxRecords: 2, NextToken: first.NextToken, AlarmNamePrefix: 'web' });
    expect(await refusal(other)).toEqual({
      name: 'InvalidNextToken',
      message: `Invalid NextToken : ${first.NextToken}`,
      status: 400,
    });
  });
});

describe('DescribeAlarmsForMetric', () => {
  const Dimensions = [
    { Name: 'Z', Value: 'last' },
    { Name: 'A', Value: 'first' },
  ];
  const metric = { Namespace: 'Spree', MetricName: 'QueueLatency' };
  const names = async (request: Partial<Parameters<typeof cloudWatch.describeAlarmsForMetric>[0]>) => {
    const { MetricAlarms = [] } = await cloudWatch.describeAlarmsForMetric({ ...metric, ...request });
    return MetricAlarms.map(({ AlarmName }) => AlarmName);
  };

  it('finds the alarms of exactly this metric', async () => {
    await put({ AlarmName: 'a' });
    await put({ AlarmName: 'b', Dimensions, Statistic: 'Sum', Period: 120 });
    expect(await names({})).toEqual(['a']);
    expect(await names({ Dimensions: Dimensions.toReversed() })).toEqual(['b']);
    expect(await names({ Dimensions: Dimensions.slice(0, 1) })).toEqual([]);
    expect(await names({ Dimensions, Statistic: 'Average' })).toEqual([]);
    expect(await names({ Dimensions, Statistic: 'Sum', Period: 120 })).toEqual(['b']);
    expect(await names({ Dimensions, Period: 60 })).toEqual([]);
    expect(await names({ Dimensions, Unit: 'Count' })).toEqual([]);
  });

  it('distinguishes percentiles', async () => {
    await put({ Statistic: undefined, ExtendedStatistic: 'p90' });
    expect(await names({ ExtendedStatistic: 'p90' })).toEqual(['latency']);
    expect(await names({ ExtendedStatistic: 'p99' })).toEqual([]);
  });
});

describe('the state of an alarm', () => {
  const set = (StateValue: 'OK' | 'ALARM', StateReason: string, StateReasonData?: string) =>
    cloudWatch.setAlarmState({ AlarmName: 'latency', StateValue, StateReason, StateReasonData });

  it('is set with its reason', async () => {
    await put();
    endpoint.advance(5000);
    await set('ALARM', 'by hand', '{ "raw": 1 }');
    expect(await describeOne()).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'by hand',
      StateReasonData: '{ "raw": 1 }',
      StateUpdatedTimestamp: new Date(startMs + 5000),
      StateTransitionedTimestamp: new Date(startMs + 5000),
    });
  });

  it('keeps its reason when it is set to what it is', async () => {
    await put();
    await set('ALARM', 'first', '{}');
    endpoint.advance(5000);
    await set('ALARM', 'second');
    expect(await describeOne()).toMatchObject({
      StateReason: 'first',
      StateUpdatedTimestamp: new Date(startMs),
    });
  });

  it('is not set with data that is not JSON, nor for an alarm that does not exist', async () => {
    expect(await refusal(set('OK', ''))).toMatchObject({ name: 'ResourceNotFound', status: 404 });
    await put();
    expect(await refusal(set('OK', '', '{"unfinished":'))).toMatchObject({
      name: 'InvalidFormatFault',
      status: 400,
    });
    expect(await describeOne()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
  });
});

describe('the actions of alarms', () => {
  it('are disabled and enabled, even if some of the alarms do not exist', async () => {
    await put();
    await cloudWatch.disableAlarmActions({ AlarmNames: ['latency', 'missing'] });
    expect(await describeOne()).toMatchObject({ ActionsEnabled: false });
    await cloudWatch.enableAlarmActions({ AlarmNames: ['missing', 'latency'] });
    expect(await describeOne()).toMatchObject({ ActionsEnabled: true });
  });
});

describe('DeleteAlarms', () => {
  it('deletes alarms and ignores those that do not exist', async () => {
    await put();
    await cloudWatch.deleteAlarms({ AlarmNames: ['latency', 'missing'] });
    await cloudWatch.deleteAlarms({ AlarmNames: ['latency'] });
    expect(await describeOne()).toBeUndefined();
  });

  it('deletes the alarm of a scaling policy as any other', async () => {
    await put();
    await endpoint.controlPlane.cloudWatch.changeAlarms((alarms) =>
      Object.fromEntries(
        Object.entries(alarms).map(([name, one]) => [name, { ...one, owner: 'scaling-policy' as const }]),
      ),
    );
    await cloudWatch.deleteAlarms({ AlarmNames: ['latency'] });
    expect(await describeOne()).toBeUndefined();
  });

  it('rejects an alarm that a composite alarm depends on, and deletes nothing', async () => {
    await put();
    await put({ AlarmName: 'other' });
    await putComposite('all', 'ALARM(latency)');
    expect(await refusal(cloudWatch.deleteAlarms({ AlarmNames: ['other', 'latency'] }))).toEqual({
      name: 'ValidationException',
      message: 'Cannot delete latency as there are composite alarm(s) depending on it.',
      status: 400,
    });
    expect(await describeOne('other')).toBeDefined();
    await cloudWatch.deleteAlarms({ AlarmNames: ['all'] });
    await cloudWatch.deleteAlarms({ AlarmNames: ['latency'] });
  });

  it('deletes one composite alarm at a time', async () => {
    await putComposite('one', 'TRUE');
    await putComposite('two', 'TRUE');
    expect(await refusal(cloudWatch.deleteAlarms({ AlarmNames: ['one', 'two'] }))).toMatchObject({
      name: 'ValidationException',
    });
    await cloudWatch.deleteAlarms({ AlarmNames: ['one', 'one'] });
    expect(await describeOne('two')).toBeDefined();
  });
});

describe('DescribeAlarmHistory', () => {
  const history = async (request: Parameters<typeof cloudWatch.describeAlarmHistory>[0]) =>
    (await cloudWatch.describeAlarmHistory(request)).AlarmHistoryItems?.map(
      ({ HistorySummary }) => HistorySummary,
    );
  const created = 'Alarm "latency" created';
  const toAlarm = 'Alarm updated from INSUFFICIENT_DATA to ALARM';
  const toOk = 'Alarm updated from ALARM to OK';

  beforeEach(async () => {
    await put();
    await cloudWatch.setAlarmState({ AlarmName: 'latency', StateValue: 'ALARM', StateReason: 'high' });
    endpoint.advance(60_000);
    await cloudWatch.setAlarmState({ AlarmName: 'latency', StateValue: 'OK', StateReason: 'low' });
  });

  it('returns what happened to an alarm', async () => {
    const { AlarmHistoryItems = [] } = await cloudWatch.describeAlarmHistory({ MaxRecords: 1 });
    expect(AlarmHistoryItems).toEqual([
      {
        AlarmName: 'latency',
        AlarmType: 'MetricAlarm',
        Timestamp: new Date(startMs + 60_000),
        HistoryItemType: 'StateUpdate',
        HistorySummary: toOk,
        HistoryData: expect.any(String),
      },
    ]);
    expect(JSON.parse(AlarmHistoryItems[0]?.HistoryData ?? '')).toMatchObject({
      version: '1.0',
      oldState: { stateValue: 'ALARM', stateReason: 'high' },
      newState: { stateValue: 'OK', stateReason: 'low' },
    });
  });

  it('returns the newest first by default, and keeps the order within one moment', async () => {
    expect(await history({ AlarmName: 'latency' })).toEqual([toOk, toAlarm, created]);
    expect(await history({ ScanBy: 'TimestampAscending' })).toEqual([created, toAlarm, toOk]);
  });

  it('filters', async () => {
    expect(await history({ AlarmName: 'missing' })).toEqual([]);
    expect(await history({ HistoryItemType: 'ConfigurationUpdate' })).toEqual([created]);
    expect(await history({ StartDate: new Date(startMs + 1) })).toEqual([toOk]);
    expect(await history({ EndDate: new Date(startMs) })).toEqual([toAlarm, created]);
    expect(await history({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  });

  it('returns pages', async () => {
    const first = await cloudWatch.describeAlarmHistory({ MaxRecords: 2 });
    expect(await history({ MaxRecords: 2, NextToken: first.NextToken })).toEqual([created]);
    expect(await refusal(history({ NextToken: 'invalid-token' }))).toMatchObject({
      name: 'InvalidNextToken',
      message: 'Invalid NextToken : invalid-token',
    });
  });
});

describe('the tags of an alarm', () => {
  const ResourceARN = arnOf('latency');
  const tags = async () =>
    (await cloudWatch.listTagsForResource({ ResourceARN })).Tags?.map(({ Key, Value }) => `${Key}=${Value}`);
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));

  it('are those that it was created with; a later PutMetricAlarm does not change them', async () => {
    await put({ Tags: [{ Key: 'team', Value: 'shop' }] });
    await put({ Tags: [{ Key: 'team', Value: 'other' }], Threshold: 11 });
    expect(await tags()).toEqual(['team=shop']);
  });

  it('are added, replaced and removed', async () => {
    await put({ Tags: [{ Key: 'team', Value: 'shop' }] });
    const Tags = [
      { Key: 'team', Value: 'web' },
      { Key: 'twice', Value: '1' },
      { Key: 'twice', Value: '2' },
      { Key: 'empty', Value: '' },
    ];
    await cloudWatch.tagResource({ ResourceARN, Tags });
    expect(await tags()).toEqual(['team=web', 'twice=2', 'empty=']);
    await endpoint.clients.query.untagResource({ ResourceARN, TagKeys: ['twice', 'missing'] });
    expect(await tags()).toEqual(['team=web', 'empty=']);
    expect(await describeOne()).toMatchObject({ AlarmConfigurationUpdatedTimestamp: new Date(startMs) });
  });

  it('cannot be those of AWS', async () => {
    await put();
    const Tags = [
      { Key: 'good', Value: 'v' },
      { Key: 'AWS:reserved', Value: 'v' },
    ];
    const denied = {
      name: 'AccessDenied',
      message: 'The provided tag keys must not start with any case of "aws:"',
      status: 403,
    };
    expect(await refusal(cloudWatch.tagResource({ ResourceARN, Tags }))).toEqual(denied);
    expect(await refusal(put({ AlarmName: 'new', Tags }))).toEqual(denied);
    expect(await tags()).toEqual([]);
  });

  it('are at most 50', async () => {
    await put({ Tags: many(50) });
    const more = cloudWatch.tagResource({ ResourceARN, Tags: [{ Key: 'more', Value: 'v' }] });
    expect(await refusal(more)).toMatchObject({ message: 'tags are invalid.' });
    expect(await refusal(put({ AlarmName: 'new', Tags: many(51) }))).toMatchObject({
      name: 'ValidationException',
      message: 'The resultant tag set must not have more than 50 user tags.',
    });
  });

  it('need an existing alarm', async () => {
    const calls = [
      cloudWatch.listTagsForResource({ ResourceARN }),
      cloudWatch.tagResource({ ResourceARN, Tags: [{ Key: 'a', Value: 'b' }] }),
      cloudWatch.untagResource({ ResourceARN, TagKeys: ['a'] }),
    ];
    for (const call of calls) {
      expect(await refusal(call)).toMatchObject({ name: 'ResourceNotFoundException', status: 404 });
    }
  });
});
