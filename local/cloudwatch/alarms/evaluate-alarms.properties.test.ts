import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmsState } from './alarms-state.ts';
import { evaluateAlarms } from './evaluate-alarms.ts';
import { putAlarm } from './put-alarm.ts';
import {
  compositeAlarm,
  metricAlarm,
  observations,
  readerOf,
  scalingPolicy,
  topic,
} from './testing/example-alarms.ts';

const startMs = Date.parse('2026-11-26T10:00:00Z');
const minuteMs = 60_000;

const alarm = fc
  .record({
    evaluationPeriods: fc.integer({ min: 1, max: 4 }),
    datapointsToAlarm: fc.integer({ min: 1, max: 4 }),
    treatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    comparisonOperator: fc.constantFrom('GreaterThanThreshold', 'LessThanOrEqualToThreshold'),
  })
  .map(({ datapointsToAlarm, ...rest }) =>
    metricAlarm({
      ...rest,
      datapointsToAlarm: Math.min(datapointsToAlarm, rest.evaluationPeriods),
      alarmActions: [topic, scalingPolicy],
      okActions: [scalingPolicy],
      insufficientDataActions: [topic],
    }),
  );

const values = fc.array(fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }), {
  minLength: 1,
  maxLength: 12,
});

const composite = compositeAlarm('all', 'ALARM(slow) OR INSUFFICIENT_DATA(slow)', { alarmActions: [topic] });

/** Evaluates each minute, and gives every evaluation to `check`. */
function eachMinute(
  definition: ReturnType<typeof metricAlarm>,
  series: readonly (number | undefined)[],
  check: (before: AlarmsState, evaluate: (alarms: AlarmsState) => ReturnType<typeof evaluateAlarms>) => void,
): void {
  const data = observations(
    ...series.flatMap((value, index) =>
      value === undefined ? [] : [[startMs + index * minuteMs, value] as const],
    ),
  );
  let alarms = putAlarm(putAlarm({}, definition, 'api', startMs), composite, 'api', startMs);
  for (let minute = 1; minute <= series.length + 6; minute += 1) {
    const at = { nowMs: startMs + minute * minuteMs + 5000, deliveryMs: 5000, timeScale: 1 };
    const evaluate = (before: AlarmsState) => evaluateAlarms(before, readerOf(data), at);
    check(alarms, evaluate);
    alarms = evaluate(alarms).alarms;
  }
}

const updates = (alarms: AlarmsState, name: string) =>
  (alarms[name]?.history ?? []).filter(({ type }) => type === 'StateUpdate').length;

const numRuns = 40;

describe('evaluations', () => {
  it('are the same for the same alarms, metrics and time', () => {
    fc.assert(
      fc.property(alarm, values, (definition, series) =>
        eachMinute(definition, series, (before, evaluate) => {
          expect(evaluate(before)).toEqual(evaluate(before));
        }),
      ),
      { numRuns },
    );
  });

  it('change nothing when they are repeated at the same time, and repeat only scaling actions', () => {
    fc.assert(
      fc.property(alarm, values, (definition, series) =>
        eachMinute(definition, series, (before, evaluate) => {
          const { alarms } = evaluate(before);
          const again = evaluate(alarms);
          expect(again.alarms).toBe(alarms);
          expect(again.actions).toEqual(again.actions.filter(({ isRepeat }) => isRepeat));
          expect(again.actions.every(({ actionArn }) => actionArn === scalingPolicy)).toBe(true);
        }),
      ),
      { numRuns },
    );
  });

  it('leave exactly one item in the history for each transition, and none where the state lasts', () => {
    fc.assert(
      fc.property(alarm, values, (definition, series) =>
        eachMinute(definition, series, (before, evaluate) => {
          const { alarms } = evaluate(before);
          for (const name of Object.keys(alarms)) {
            const isTransition = alarms[name]?.state !== before[name]?.state;
            expect(updates(alarms, name) - updates(before, name)).toBe(isTransition ? 1 : 0);
          }
        }),
      ),
      { numRuns },
    );
  });

  it('keep the state of a composite alarm in line with its rule', () => {
    fc.assert(
      fc.property(alarm, values, (definition, series) =>
        eachMinute(definition, series, (before, evaluate) => {
          const { slow, all } = evaluate(before).alarms;
          expect(all?.state).toBe(slow?.state === 'OK' ? 'OK' : 'ALARM');
        }),
      ),
      { numRuns },
    );
  });
});
