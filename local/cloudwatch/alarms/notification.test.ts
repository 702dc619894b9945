import { describe, expect, it } from 'vitest';
import type { AlarmDefinition } from '../../../definition/model/alarms.ts';
import type { AlarmRecord } from './alarms-state.ts';
import { notification } from './notification.ts';
import { compositeAlarm, exampleMetric, metricAlarm, topic } from './testing/example-alarms.ts';

const place = { region: 'us-east-1', accountId: '000000000000' };
const atMs = Date.parse('2026-09-14T11:18:52.496Z');

function published(definition: AlarmDefinition, where = place) {
  const record: AlarmRecord = {
    ...{ definition, owner: 'api', state: 'ALARM', stateReason: 'by hand', history: [] },
    ...{ stateUpdatedAtMs: atMs, stateTransitionedAtMs: atMs },
    configurationUpdatedAtMs: Date.parse('2026-09-14T11:18:43.496Z'),
  };
  const stateReasonData =
    '{"triggeringAlarms":[{"arn":"child","state":{"value":"ALARM","timestamp":"2026-09-14T11:18:52.496+0000"}}]}';
  const action = {
    ...({
      actionArn: topic,
      from: 'OK',
      to: 'ALARM',
      atMs,
      stateReason: 'by hand',
      stateReasonData,
    } as const),
  };
  const { subject, message } = notification(record, action, where);
  return { subject, message: JSON.parse(message) };
}

describe('the notification of a metric alarm', () => {
  it('has the subject and the members that CloudWatch gives', () => {
    const watched = {
      ...({
        kind: 'metric',
        metric: exampleMetric,
        stat: 'Average',
        periodSeconds: 300,
        unit: 'Percent',
      } as const),
    };
    const alarm = metricAlarm({
      ...{ watched, alarmDescription: 'too slow', alarmActions: [topic], evaluationPeriods: 1 },
      ...{ datapointsToAlarm: 1, treatMissingData: 'ignore' },
    });
    expect(published(alarm)).toEqual({
      subject: 'ALARM: "slow" in US East (N. Virginia)',
      message: {
        ...{ AlarmName: 'slow', AlarmDescription: 'too slow', AWSAccountId: '000000000000' },
        AlarmConfigurationUpdatedTimestamp: '2026-09-14T11:18:43.496+0000',
        ...{ NewStateValue: 'ALARM', NewStateReason: 'by hand', OldStateValue: 'OK' },
        StateChangeTime: '2026-09-14T11:18:52.496+0000',
        Region: 'US East (N. Virginia)',
        AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:slow',
        ...{ OKActions: [], AlarmActions: [topic], InsufficientDataActions: [] },
        Trigger: {
          ...{ MetricName: 'Latency', Namespace: 'Shop', StatisticType: 'Statistic', Statistic: 'AVERAGE' },
          ...{ Unit: 'Percent', Dimensions: [{ value: 'mail', name: 'Queue' }], Period: 300 },
          ...{ EvaluationPeriods: 1, DatapointsToAlarm: 1, ComparisonOperator: 'GreaterThanThreshold' },
          ...{ Threshold: 50, TreatMissingData: 'ignore', EvaluateLowSampleCountPercentile: '' },
        },
      },
    });
  });

  it('has null for what the alarm does not specify', () => {
    const { message } = published(metricAlarm());
    expect(message.AlarmDescription).toBeNull();
    expect(message.Trigger).toMatchObject({ Unit: null, TreatMissingData: '' });
    expect(message.Trigger).not.toHaveProperty('DatapointsToAlarm');
  });

  it('contains percentiles and metric math as they are defined', () => {
    const metricStat = { metric: exampleMetric, stat: 'p99', periodSeconds: 60 };
    expect(
      published(metricAlarm({ watched: { kind: 'metric', ...metricStat } })).message.Trigger,
    ).toMatchObject({
      ...{ StatisticType: 'ExtendedStatistic', ExtendedStatistic: 'p99' },
    });
    const queries = [
      { id: 'm1', label: 'raw', metricStat, returnData: false },
      { id: 'e1', expression: 'm1 + 0', periodSeconds: 60, returnData: true },
    ];
    expect(published(metricAlarm({ watched: { kind: 'math', queries } })).message.Trigger).toMatchObject({
      Period: 60,
      Metrics: [
        {
          ...{ Id: 'm1', Label: 'raw', ReturnData: false },
          MetricStat: {
            Metric: {
              ...{ Namespace: 'Shop', MetricName: 'Latency', Dimensions: [{ value: 'mail', name: 'Queue' }] },
            },
            ...{ Period: 60, Stat: 'p99' },
          },
        },
        { Id: 'e1', Expression: 'm1 + 0', Period: 60, ReturnData: true },
      ],
    });
  });

  it.each([
    [
      'example-of-a-name-of-a-hundred-or-more--ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
      'ALARM: "example-of-a-name-of-a-hundred-or-more--ABCDEFGHIJKLMNOPQRSTUVW..." in US East (N. Virginia)',
    ],
    ['unicode-界é界é', 'ALARM: "unicode-_" in US East (N. Virginia)'],
  ])('of %s has a subject that SNS accepts', (alarmName, subject) => {
    expect(published(metricAlarm({ alarmName })).subject).toBe(subject);
  });

  it('uses the code of an unknown region as its name', () => {
    expect(published(metricAlarm(), { ...place, region: 'xx-new-1' }).subject).toBe(
      'ALARM: "slow" in xx-new-1',
    );
  });
});

it('the notification of a composite alarm has its rule and the children that triggered it', () => {
  const { message } = published(compositeAlarm('all', 'ALARM("child")'));
  expect(message).not.toHaveProperty('Trigger');
  expect(message).toMatchObject({
    AlarmRule: 'ALARM("child")',
    TriggeringChildren: [
      { Arn: 'child', State: { Value: 'ALARM', Timestamp: '2026-09-14T11:18:52.496+0000' } },
    ],
  });
});
