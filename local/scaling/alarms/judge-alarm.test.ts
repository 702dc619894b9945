import { describe, expect, test } from 'vitest';
import { type AlarmRule, type AlarmState, breaches, type MissingDataTreatment } from './alarm.ts';
import { datapointsAt, evaluationRange, recentDatapoints } from './evaluation-range.ts';
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

test.each([
  ['GreaterThanThreshold', [false, false, true]],
  ['GreaterThanOrEqualToThreshold', [false, true, true]],
  ['LessThanThreshold', [true, false, false]],
  ['LessThanOrEqualToThreshold', [true, true, false]],
] as const)(
  'values below, at and above the threshold breach it with %s: %j',
  (comparisonOperator, expected) => {
    expect([49, 50, 51].map((value) => breaches({ ...rule, comparisonOperator }, value))).toEqual(expected);
  },
);

test.each([
  [60, 3, 5],
  [60, 15, 17],
  [300, 1, 3],
  [20, 3, 9],
  [20, 30, 90],
])(
  'periods of %i s, of which %i are to breach, are looked for in %i',
  (periodSeconds, evaluationPeriods, count) => {
    expect(evaluationRange({ ...rule, periodSeconds, evaluationPeriods })).toBe(count);
  },
);

/** As AWS was seen to do with two idle tasks and metrics of 20 seconds: the first point is that of the period from 0 s on. */
test('an alarm of 30 periods of 20 seconds waits for all of them, and goes off 15 s after the last one', () => {
  const judgedAt = (seconds: number, changes: Partial<AlarmRule>) => {
    const judged = { ...rule, periodSeconds: 20, ...changes };
    const now = { nowMs: seconds * 1000, deliveryMs: 15_000 };
    return judgeAlarm(
      judged,
      datapointsAt(judged, now, (startMs) => (startMs < 0 ? undefined : 1)),
      'OK',
    );
  };
  const low = {
    comparisonOperator: 'LessThanThreshold',
    evaluationPeriods: 30,
    datapointsToAlarm: 30,
  } as const;
  expect([judgedAt(34, {}), judgedAt(35, {})]).toEqual(['INSUFFICIENT_DATA', 'OK']);
  expect([judgedAt(35, low), judgedAt(614, low), judgedAt(615, low)]).toEqual([
    ...['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA', 'ALARM'],
  ]);
});

/** As AWS was seen to do with a metric that somebody put: high from 0 s to 253 s, low from then on. */
test('an alarm of 3 minutes goes off and ends a minute after the last minute that decides', () => {
  const values = [100, 100, 100, 100, 62.75, ...Array<number>(20).fill(1)];
  const judgedAt = (seconds: number, changes: Partial<AlarmRule> = {}) => {
    const judged = { ...rule, ...changes };
    const now = { nowMs: seconds * 1000, deliveryMs: 59_000 };
    return judgeAlarm(
      judged,
      datapointsAt(judged, now, (startMs) => values[startMs / 60_000]),
      'OK',
    );
  };
  // The capture counts from the first value, 35 s into the first minute: it has 204 s and 384 s.
  expect([judgedAt(238), judgedAt(239), judgedAt(418), judgedAt(419)]).toEqual([
    ...['INSUFFICIENT_DATA', 'ALARM', 'ALARM', 'OK'],
  ]);
  const low = {
    ...{ comparisonOperator: 'LessThanThreshold' as const, threshold: 45 },
    ...{ evaluationPeriods: 15, datapointsToAlarm: 15 },
  };
  expect([judgedAt(1228, low), judgedAt(1259, low)]).toEqual(['OK', 'ALARM']);
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
