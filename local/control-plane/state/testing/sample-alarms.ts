import type { AlarmsState } from '../../../cloudwatch/alarms/alarms-state.ts';

const common = {
  ...{ alarmDescription: 'What to do.', actionsEnabled: true, tags: { team: 'shop' } },
  ...{ okActions: ['arn:ok'], alarmActions: ['arn:alarm'], insufficientDataActions: ['arn:silent'] },
};
const metric = { namespace: 'Shop', metricName: 'Latency', dimensions: { Queue: 'mail' } };
const metricStat = { metric, stat: 'p99', periodSeconds: 20, unit: 'Seconds' };

/** An alarm of each kind with every member that it may have. */
export const sampleAlarms: AlarmsState = {
  slow: {
    definition: {
      ...{ ...common, kind: 'metric', alarmName: 'slow', watched: { kind: 'metric', ...metricStat } },
      ...{ threshold: 2.5, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 3 },
      ...{ datapointsToAlarm: 2, treatMissingData: 'ignore', evaluateLowSampleCountPercentile: 'ignore' },
    },
    ...{ owner: 'template', state: 'ALARM', stateReason: 'Threshold Crossed', stateReasonData: '{}' },
    ...{ stateUpdatedAtMs: 3, stateTransitionedAtMs: 3, configurationUpdatedAtMs: 1 },
    recentDatapoints: [1, 2.5],
    pendingActions: [
      {
        ...{ actionArn: 'arn:alarm', from: 'OK', to: 'ALARM', atMs: 3 },
        ...{ stateReason: 'Threshold Crossed', stateReasonData: '{}' },
      },
    ],
    history: [{ atMs: 3, type: 'StateUpdate', summary: 'Alarm updated from OK to ALARM', data: '{}' }],
  },
  backlog: {
    definition: {
      ...{ ...common, kind: 'metric', alarmName: 'backlog' },
      watched: {
        kind: 'math',
        queries: [
          { id: 'm1', metricStat, returnData: false },
          { id: 'e1', expression: 'm1 / 2', label: 'half', periodSeconds: 20, returnData: true },
        ],
      },
      ...{ threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 1 },
    },
    ...{ owner: 'scaling-policy', state: 'OK', stateReason: '', history: [] },
    ...{ stateUpdatedAtMs: 1, stateTransitionedAtMs: 1, configurationUpdatedAtMs: 1 },
  },
  all: {
    definition: { ...common, kind: 'composite', alarmName: 'all', alarmRule: 'ALARM(slow)' },
    ...{ owner: 'api', state: 'INSUFFICIENT_DATA', stateReason: '', history: [] },
    ...{ stateUpdatedAtMs: 1, stateTransitionedAtMs: 1, configurationUpdatedAtMs: 1 },
  },
};
