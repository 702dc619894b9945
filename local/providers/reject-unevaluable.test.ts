import { describe, expect, test } from 'vitest';
import type { TemplateAlarm, WatchedMetric } from '../../definition/model/alarms.ts';
import type { ScalableTarget } from '../../definition/model/scaling.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import { corpusStack } from '../../definition/testing/corpus.ts';
import { localWorkload } from './local-workload.ts';
import { rejectUnevaluable } from './reject-unevaluable.ts';

const metric = { namespace: 'Shop', metricName: 'Latency', dimensions: {} };

const math = (expression: string): WatchedMetric => ({
  kind: 'math',
  queries: [
    { id: 'm1', metricStat: { metric, stat: 'Sum', periodSeconds: 60 }, returnData: false },
    { id: 'm2', metricStat: { metric, stat: 'Average', periodSeconds: 60 }, returnData: false },
    { id: 'e1', expression, returnData: true },
  ],
});

const common = {
  ...{ logicalId: 'Slow', alarmName: 'slow', actionsEnabled: true, tags: {} },
  ...{ okActions: [], alarmActions: [], insufficientDataActions: [] },
};

const alarmOn = (expression: string): TemplateAlarm => ({
  ...{ kind: 'metric', ...common, watched: math(expression) },
  ...{ threshold: 1, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
});

const composite = (alarmRule: string): TemplateAlarm => ({ kind: 'composite', ...common, alarmRule });

const target = (changes: Partial<ScalableTarget>): ScalableTarget => ({
  ...{ logicalId: 'Scaling', resourceId: 'service/shop/web', minCapacity: 1, maxCapacity: 4 },
  suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
  ...{ policies: [], scheduledActions: [], ...changes },
});

const tracking = (expression: string) =>
  target({
    policies: [
      {
        ...{ kind: 'target-tracking', logicalId: 'Backlog', arn: 'arn', policyName: 'backlog' },
        ...{ targetValue: 1, scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 0, disableScaleIn: false },
        metric: { kind: 'customized', watched: math(expression) },
      },
    ],
  });

const scheduled = (schedule: string) =>
  target({ scheduledActions: [{ scheduledActionName: 'morning', schedule, minCapacity: 2 }] });

const reject = ({ alarms = [], scalableTargets = [] }: Partial<Parameters<typeof rejectUnevaluable>[0]>) =>
  rejectUnevaluable({ alarms, scalableTargets });
const bad = (message: string) => expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message });

describe('metric math', () => {
  test.each([
    ['m1 /', "Error in expression 'e1': Invalid syntax"],
    ['m1 / m3', "Error in expression 'e1': There is no query with the id 'm3'"],
    ['MEDIAN(m1)', "Error in expression 'e1': Function 'MEDIAN' not found"],
    ['METRICS()', "Error in expression 'e1': The result has to be one time series"],
    ['1', "Error in expression 'e1': The result has to be a time series or an array of time series"],
  ])('that nothing could come of is an error, in an alarm and in a policy: %s', (expression, message) => {
    expect(() => reject({ alarms: [alarmOn(expression)] })).toThrow(bad(`Slow.Metrics: ${message}`));
    expect(() => reject({ scalableTargets: [tracking(expression)] })).toThrow(
      bad(`Backlog.Metrics: ${message}`),
    );
  });

  test('that is right is none', () => {
    const expression = 'IF(m2 > 0, FILL(m1, REPEAT) / m2)';
    expect(() => reject({ alarms: [alarmOn(expression)] })).not.toThrow();
    expect(() => reject({ scalableTargets: [tracking(expression)] })).not.toThrow();
  });
});

test('a rule that is none is an error', () => {
  expect(() => reject({ alarms: [composite('ALARM(slow) AND')] })).toThrow(
    bad(expect.stringContaining('Slow.AlarmRule: Error in AlarmRule [Unsupported token')),
  );
  expect(() => reject({ alarms: [composite('ALARM(slow) AND NOT OK(other)')] })).not.toThrow();
});

describe('a schedule', () => {
  test.each(['cron(0 25 ? * MON *)', 'cron(0 8 ? * MOONDAY *)', 'cron(61 8 * * ? *)'])(
    'that no time is, is an error: %s',
    (schedule) => {
      expect(() => reject({ scalableTargets: [scheduled(schedule)] })).toThrow(
        bad(`Scaling.ScheduledActions: morning is to run at ${schedule}, which never occurs`),
      );
    },
  );

  test.each(['cron(0 8 ? * MON-FRI *)', 'rate(2 hours)', 'at(2027-01-01T00:00:00)'])(
    'that is right is none: %s',
    (schedule) => {
      expect(() => reject({ scalableTargets: [scheduled(schedule)] })).not.toThrow();
    },
  );
});

test('a template is refused for it when it is read', () => {
  const Properties = { AlarmName: 'trouble', AlarmRule: 'ALARM(slow) AND' };
  const resources = { Trouble: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties } };
  const stack = { ...corpusStack, template: parseTemplate({ Resources: resources }, 'test') };
  expect(() => localWorkload(stack)).toThrow('Trouble.AlarmRule: Error in AlarmRule');
});
