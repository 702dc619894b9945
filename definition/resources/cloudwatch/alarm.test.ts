import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../template/json-value.ts';
import { readTemplate } from '../testing/read-template.ts';
import { readAlarms } from './alarm.ts';

const latency: JsonObject = { Namespace: 'Shop', MetricName: 'Latency', Statistic: 'Maximum', Period: 60 };
const rule: JsonObject = {
  ComparisonOperator: 'GreaterThanThreshold',
  EvaluationPeriods: 2,
  Threshold: 5,
};
const read = (Properties: JsonObject) =>
  readAlarms(readTemplate({ Slow: { Type: 'AWS::CloudWatch::Alarm', Properties } }));
const readRule = (AlarmRule: string, more: JsonObject = {}) =>
  readAlarms(
    readTemplate({
      Trouble: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule, ...more } },
    }),
  );

const silent = {
  actionsEnabled: true,
  okActions: [],
  alarmActions: [],
  insufficientDataActions: [],
  tags: {},
};

describe('an alarm', () => {
  test('has a generated name and enabled actions by default, and no value for what CloudWatch decides', () => {
    expect(read({ ...rule, ...latency })).toEqual([
      {
        kind: 'metric',
        logicalId: 'Slow',
        alarmName: 'Slow',
        ...silent,
        watched: {
          kind: 'metric',
          metric: { namespace: 'Shop', metricName: 'Latency', dimensions: {} },
          stat: 'Maximum',
          periodSeconds: 60,
        },
        threshold: 5,
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 2,
      },
    ]);
  });

  test('has everything that its template says', () => {
    const { Statistic: _, ...metric } = latency;
    const [alarm] = read({
      ...{ ...rule, ...metric, ExtendedStatistic: 'p99', Unit: 'Seconds', Threshold: '0.5' },
      ...{
        AlarmDescription: 'Slow answers',
        ActionsEnabled: 'false',
        Tags: [{ Key: 'team', Value: 'shop' }],
      },
      ...{ OKActions: ['arn:ok'], AlarmActions: ['arn:alarm'], InsufficientDataActions: ['arn:none'] },
      ...{ DatapointsToAlarm: 1, TreatMissingData: 'breaching', EvaluateLowSampleCountPercentile: 'ignore' },
      Dimensions: [
        { Name: 'Queue', Value: 'default' },
        { Name: 'Service', Value: 'web' },
      ],
    });
    expect(alarm).toMatchObject({
      alarmDescription: 'Slow answers',
      actionsEnabled: false,
      okActions: ['arn:ok'],
      alarmActions: ['arn:alarm'],
      insufficientDataActions: ['arn:none'],
      tags: { team: 'shop' },
      watched: {
        metric: { dimensions: { Queue: 'default', Service: 'web' } },
        stat: 'p99',
        unit: 'Seconds',
      },
      threshold: 0.5,
      datapointsToAlarm: 1,
      treatMissingData: 'breaching',
      evaluateLowSampleCountPercentile: 'ignore',
    });
  });

  test('watches metric math, whose queries return their data by default', () => {
    const messages = { Metric: { Namespace: 'Shop', MetricName: 'Messages' }, Period: 30, Stat: 'p50' };
    const [alarm] = read({
      ...rule,
      Metrics: [
        { Id: 'twice', Expression: 'm1 * 2', Label: 'Twice', Period: 30 },
        { Id: 'm1', ReturnData: false, MetricStat: { ...messages, Unit: 'Count' } },
      ],
    });
    expect(alarm).toHaveProperty('watched', {
      kind: 'math',
      queries: [
        { id: 'twice', expression: 'm1 * 2', label: 'Twice', periodSeconds: 30, returnData: true },
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: 'Shop', metricName: 'Messages', dimensions: {} },
            stat: 'p50',
            periodSeconds: 30,
            unit: 'Count',
          },
          returnData: false,
        },
      ],
    });
  });

  test('can be composed of others', () => {
    expect(readRule('ALARM(slow)', { ActionsSuppressor: 'quiet' })).toEqual([
      { kind: 'composite', logicalId: 'Trouble', alarmName: 'Trouble', ...silent, alarmRule: 'ALARM(slow)' },
    ]);
  });
});

describe('what CloudWatch rejects is rejected', () => {
  const query = (changes: JsonObject) => ({ Id: 'a', Expression: 'b', ...changes });
  test.each<[string, JsonObject, string]>([
    ['a comparison', { ComparisonOperator: 'GreaterThan' }, 'ComparisonOperator is "GreaterThan"'],
    ['no comparison', { ComparisonOperator: { Ref: 'AWS::NoValue' } }, 'ComparisonOperator is missing'],
    ['no threshold', { Threshold: { Ref: 'AWS::NoValue' } }, 'Threshold is missing'],
    ['no namespace', { Namespace: { Ref: 'AWS::NoValue' } }, 'Namespace is missing: an alarm needs either'],
    ['no statistic', { Statistic: { Ref: 'AWS::NoValue' } }, 'Statistic is missing: an alarm needs either'],
    ['a part of a minute', { Period: 90 }, 'Period is 90: expected 10, 20, 30, or a multiple of 60 seconds'],
    ['a long look back', { Period: 3000, EvaluationPeriods: 29 }, 'looks back at most one day'],
    [
      'a longer one',
      { Period: 3600, EvaluationPeriods: 169 },
      'or seven days if its period is at least an hour',
    ],
    ['more datapoints than periods', { DatapointsToAlarm: 3 }, 'expected at most the EvaluationPeriods'],
    [
      'a rule for few samples of what is no percentile',
      { EvaluateLowSampleCountPercentile: 'ignore' },
      'EvaluateLowSampleCountPercentile is "ignore": it is for percentiles only',
    ],
    ['two statistics', { ExtendedStatistic: 'p99' }, 'an alarm has only one statistic'],
    ['a unit', { Unit: 'Meters' }, 'Unit is "Meters"'],
    ['a way with missing data', { TreatMissingData: 'ok' }, 'TreatMissingData is "ok"'],
    ['six actions', { AlarmActions: ['1', '2', '3', '4', '5', '6'] }, 'at most five actions'],
    ['metric math beside a metric', { Metrics: [query({})] }, 'an alarm needs either Metrics alone'],
    ['no query that returns data', { Metrics: [query({ ReturnData: false })] }, 'true for exactly one query'],
    ['two that do', { Metrics: [query({}), query({ Id: 'b' })] }, 'true for exactly one query'],
    ['a query of nothing', { Metrics: [{ Id: 'a' }] }, 'Metrics.0 is {"Id":"a"}: a query has either'],
    [
      'eleven expressions',
      {
        Metrics: Array.from({ length: 11 }, (_, index) =>
          query({ Id: `e${index}`, ReturnData: index === 0 }),
        ),
      },
      'an alarm has at most 10 metrics and 10 expressions',
    ],
    ['a capital ID', { Metrics: [query({ Id: 'A' })] }, 'an ID must begin with a lower-case letter'],
    [
      'a dimension twice',
      {
        Dimensions: [
          { Name: 'a', Value: '1' },
          { Name: 'a', Value: '2' },
        ],
      },
      'another one already has it',
    ],
  ])('%s', (_name, changes, message) => {
    expect(() => read({ ...rule, ...latency, ...changes })).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringContaining(message) }),
    );
  });

  test('a scaling policy as an action of a composite alarm', () => {
    const policy = 'arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:1:policyName/out';
    expect(() => readRule('TRUE', { OKActions: [policy] })).toThrow(
      'a scaling policy is an action of metric alarms alone',
    );
  });

  test('a name is rejected if another alarm of any kind has it', () => {
    const resources = {
      Slow: { Type: 'AWS::CloudWatch::Alarm', Properties: { ...rule, ...latency } },
      Both: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: 'TRUE' } },
    };
    const template = { ...readTemplate(resources), values: () => 'one' };
    expect(() => readAlarms(template)).toThrow('Slow already has it, and it must be unique');
  });
});

describe('what is not evaluated locally is rejected by name', () => {
  test.each<[string, JsonObject, string]>([
    [
      'bands',
      { ComparisonOperator: 'GreaterThanUpperThreshold', ThresholdMetricId: 'band' },
      'ComparisonOperator is not supported locally: "GreaterThanUpperThreshold": anomaly detection',
    ],
    ['the ID of a band', { ThresholdMetricId: 'band' }, 'ThresholdMetricId is not supported locally'],
    [
      'the expression of a band',
      { Metrics: [{ Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' }] },
      'Metrics.0.Expression is not supported locally: "ANOMALY_DETECTION_BAND(m1, 2)": anomaly detection',
    ],
    [
      'a search for metrics',
      { Metrics: [{ Id: 'all', Expression: "SUM(SEARCH('{Shop,Queue}', 'Sum', 60))" }] },
      'the function SEARCH is not evaluated locally',
    ],
    [
      'Metrics Insights',
      { Metrics: [{ Id: 'all', Expression: 'SELECT AVG(Latency) FROM Shop' }] },
      'Metrics Insights queries are not evaluated',
    ],
    [
      'PromQL',
      { EvaluationCriteria: { PromQLCriteria: { Query: 'up' } } },
      'PromQL is not evaluated locally',
    ],
    [
      'windows of wall clocks',
      { EvaluationWindow: { WallClockWindow: { Timezone: 'Asia/Singapore' } } },
      'alarms are only evaluated over a sliding window',
    ],
  ])('%s', (_name, changes, message) => {
    expect(() => read({ ...rule, ...latency, ...changes })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('an extended statistic', () => {
  const { Statistic: _, ...metric } = latency;
  const withStatistic = (ExtendedStatistic: string) => read({ ...rule, ...metric, ExtendedStatistic });

  test.each(['p99', 'p99.9', 'p100', 'tm90', 'IQM', 'TM(10%:90%)', 'TC(0.5:)', 'TS(:90%)', 'PR(:300)'])(
    'may be %s',
    (name) => {
      expect(withStatistic(name)[0]).toHaveProperty('watched.stat', name);
    },
  );

  test.each(['p101', 'P99', 'Average', 'TM(:)', 'TM(10:90%)', 'PR(10%:)', 'TM(%:90%)'])(
    'is refused as %s',
    (name) => {
      expect(() => withStatistic(name)).toThrow(
        `ExtendedStatistic is ${JSON.stringify(name)}: expected a statistic such as p99`,
      );
    },
  );
});
