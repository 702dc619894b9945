import { describe, expect, test } from 'vitest';
import type { AlarmRule, AlarmState, MissingDataTreatment } from './alarm.ts';
import { datapointsAt, recentDatapoints } from './evaluation-range.ts';
import { type Datapoints, judgeAlarm } from './judge-alarm.ts';

const rule: AlarmRule = {
  threshold: 50,
  comparisonOperator: 'GreaterThanThreshold',
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  treatMissingData: 'missing',
};
const kept = 'the state before';
type Judged = AlarmState | typeof kept;

/** `0` is fine, `X` breaches, `-` is missing. */
function datapoints(text: string): Datapoints {
  return text.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X' ? 100 : 0));
}

const treatments: readonly MissingDataTreatment[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const none = 'INSUFFICIENT_DATA';

describe("AWS's table of missing data", () => {
  const rows: readonly (readonly [number, string, readonly Judged[]])[] = [
    [3, '0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    [3, '0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    [3, '- - - - -', [none, kept, 'ALARM', 'OK']],
    [3, '0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [3, '- - X - -', ['ALARM', kept, 'ALARM', 'OK']],
    [2, '0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [2, '0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [2, '0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    [2, '- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    [2, '- - - X -', ['ALARM', kept, 'ALARM', 'OK']],
  ];
  const cases = rows.flatMap(([datapointsToAlarm, text, expected]) =>
    treatments.map((treatMissingData, index) => ({
      ...{ datapointsToAlarm, text, treatMissingData },
      expected: expected[index],
    })),
  );
  test.each(cases)(
    '$datapointsToAlarm of 3, $text, missing data is $treatMissingData: $expected',
    ({ text, expected, ...changes }) => {
      for (const before of ['OK', 'ALARM'] as const) {
        const judged = judgeAlarm({ ...rule, ...changes }, datapoints(text), before);
        expect(judged).toBe(expected === kept ? before : expected);
      }
    },
  );
});

test.each(['- - - - X', '- - - X -', '- - - X X'])('%s is premature: no alarm yet', (text) => {
  expect(judgeAlarm(rule, datapoints(text), 'OK')).toBe('INSUFFICIENT_DATA');
});

describe('an alarm on 3 periods of 10 seconds, as captured from CloudWatch', () => {
  const captured: ReadonlyMap<number, number> = new Map([
    ...([
      [20, 100],
      [30, 0],
      [40, 100],
      [290, 100],
      [420, 0],
      [430, 0],
      [440, 0],
    ] as const),
    ...([
      [530, 0],
      [550, 100],
      [570, 100],
      [730, 0],
    ] as const),
  ]);
  /** When each of the values arrived. */
  const arrivals = [
    [40, 56.566],
    [290, 303.449],
    [440, 460.098],
    [570, 587.454],
    [730, 744.99],
  ] as const;

  test.each<[number, MissingDataTreatment, number, AlarmState, AlarmState, readonly (number | undefined)[]]>([
    [2, 'missing', 67.551, 'OK', 'ALARM', [100, 0, 100]],
    [2, 'missing', 57.551, 'INSUFFICIENT_DATA', 'OK', [100, 0]],
    [3, 'missing', 58.775, 'INSUFFICIENT_DATA', 'OK', [100, 0]],
    [3, 'breaching', 64.472, 'ALARM', 'OK', [100, 0, 100]],
    [3, 'ignore', 60.813, 'INSUFFICIENT_DATA', 'OK', [100, 0, 100]],
    [2, 'missing', 137.553, 'ALARM', 'OK', [0, 100]],
    [2, 'missing', 147.55, 'OK', 'ALARM', [100]],
    [3, 'missing', 148.774, 'OK', 'ALARM', [100]],
    [3, 'missing', 158.775, 'ALARM', 'INSUFFICIENT_DATA', []],
    [2, 'missing', 327.551, 'INSUFFICIENT_DATA', 'ALARM', [100]],
    [3, 'missing', 338.775, 'INSUFFICIENT_DATA', 'ALARM', [100]],
    [3, 'missing', 408.774, 'ALARM', 'INSUFFICIENT_DATA', []],
    [3, 'missing', 588.775, 'INSUFFICIENT_DATA', 'OK', [0, undefined, 100]],
    [3, 'breaching', 594.473, 'ALARM', 'OK', [0, undefined, 100, undefined, 100]],
    [2, 'missing', 597.551, 'INSUFFICIENT_DATA', 'ALARM', [0, undefined, 100, undefined, 100]],
    [3, 'missing', 648.775, 'OK', 'ALARM', [100, undefined, 100]],
    [3, 'breaching', 644.472, 'OK', 'ALARM', [100, undefined, 100]],
    [3, 'missing', 688.775, 'ALARM', 'INSUFFICIENT_DATA', []],
    [3, 'breaching', 754.473, 'ALARM', 'OK', [0]],
    [2, 'missing', 757.55, 'INSUFFICIENT_DATA', 'OK', [0]],
    [3, 'breaching', 844.474, 'OK', 'ALARM', []],
  ])(
    '%i of 3, missing data is %s, at %f s: from %s to %s',
    (datapointsToAlarm, treatMissingData, seconds, before, after, recent) => {
      const judged = { ...rule, periodSeconds: 10, datapointsToAlarm, treatMissingData };
      const range = datapointsAt(judged, { nowMs: seconds * 1000, deliveryMs: 10_000 }, (startMs) => {
        const start = startMs / 1000;
        const arrivedAt = arrivals.find(([last]) => start <= last)?.[1] ?? 0;
        return arrivedAt <= seconds ? captured.get(start) : undefined;
      });
      expect(judgeAlarm(judged, range, before)).toBe(after);
      expect(recentDatapoints(range)).toEqual(recent);
    },
  );
});
