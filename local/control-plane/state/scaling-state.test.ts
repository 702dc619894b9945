import { expect, test } from 'vitest';
import { actOnActions } from '../scaling/decide-scaling.ts';
import { putScheduledAction } from '../scaling/scheduled-actions.ts';
import {
  cpuPolicy,
  evaluated,
  memoryPolicy,
  scaledStore,
  start,
  stepPolicy,
  web,
  withPolicies,
} from '../scaling/testing/scaled-store.ts';
import type { PersistedState } from './persisted-state.ts';
import { parseState, stateText } from './state-text.ts';

const math = {
  kind: 'customized',
  watched: {
    kind: 'math',
    queries: [
      {
        id: 'm1',
        metricStat: {
          metric: { namespace: 'AWS/SQS', metricName: 'Visible', dimensions: { QueueName: 'mail' } },
          ...{ stat: 'Sum', periodSeconds: 60, unit: 'Count' },
        },
        returnData: false,
      },
      { id: 'e1', expression: 'm1 / 2', label: 'half', periodSeconds: 60, returnData: true },
    ],
  },
} as const;

function rich(): PersistedState {
  const policies = [
    cpuPolicy(),
    memoryPolicy({ metric: math }),
    stepPolicy({
      minAdjustmentMagnitude: 2,
      steps: [{ lowerBound: 0, upperBound: 5, scalingAdjustment: 1 }],
    }),
  ];
  const tracked = withPolicies(scaledStore(2, { tags: { team: 'shop' } }), ...policies);
  const action = {
    ...{ scheduledActionName: 'morning', schedule: 'cron(0 8 * * ? *)', timezone: 'Europe/Berlin' },
    ...{ startTime: '2026-01-01T00:00:00.000Z', endTime: '2027-01-01T00:00:00.000Z' },
    ...{ minCapacity: 1, maxCapacity: 5 },
  };
  const scheduled = putScheduledAction(tracked, web(tracked), { action, owner: 'template' }, start);
  const { state, actions } = evaluated(scheduled, { cpu: 100 });
  return actOnActions(state, actions, { nowMs: start, timeScale: 1 });
}

test('the state of scaling is read as it was written, even by another version of the code', () => {
  const state = rich();
  const text = stateText(state, 'c0de');
  expect(parseState(text, 'c0de').scaling).toEqual(state.scaling);
  expect(parseState(text, 'other').scaling).toEqual(state.scaling);
});

test('an unreadable state of scaling is left out, and the rest is read', () => {
  const state = rich();
  const text = stateText({ ...state, scaling: Object({ targets: { web: {} } }) }, 'c0de');
  const read = parseState(text, 'c0de');
  expect([read.scaling, read.cluster]).toEqual([undefined, state.cluster]);
});
