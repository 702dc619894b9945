import { expect, test } from 'vitest';
import type { AlarmDefinition, MetricId } from '../../../definition/model/alarms.ts';
import type { AlarmRecord } from '../../cloudwatch/alarms/alarms-state.ts';
import { watchedMetrics } from './watched-metrics.ts';

const common = {
  actionsEnabled: true,
  okActions: [],
  alarmActions: [],
  insufficientDataActions: [],
  tags: {},
};
const judged = { threshold: 1, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 } as const;
const stat = { stat: 'Sum', periodSeconds: 60 };
const metric = (metricName: string): MetricId => ({ namespace: 'Shop', metricName, dimensions: {} });

function record(definition: AlarmDefinition): AlarmRecord {
  return {
    definition,
    owner: 'api',
    state: 'OK',
    stateReason: '',
    stateUpdatedAtMs: 0,
    stateTransitionedAtMs: 0,
    configurationUpdatedAtMs: 0,
    history: [],
  };
}

test('the metrics that alarms watch include those in their metric math', () => {
  const alarms = {
    plain: record({
      ...common,
      ...judged,
      kind: 'metric',
      alarmName: 'plain',
      watched: { kind: 'metric', metric: metric('Orders'), ...stat },
    }),
    math: record({
      ...common,
      ...judged,
      kind: 'metric',
      alarmName: 'math',
      watched: {
        kind: 'math',
        queries: [
          { id: 'e', expression: 'a / 2', returnData: true },
          { id: 'a', metricStat: { metric: metric('Carts'), ...stat }, returnData: false },
        ],
      },
    }),
    all: record({ ...common, kind: 'composite', alarmName: 'all', alarmRule: 'ALARM("plain")' }),
  };
  expect(watchedMetrics(alarms).map(({ metricName }) => metricName)).toEqual(['Orders', 'Carts']);
});
