import { expect, test } from 'vitest';
import type { MetricAlarm } from '../../../definition/model/alarms.ts';
import type { AlarmState, MissingDataTreatment } from '../../scaling/alarms/alarm.ts';
import type { AlarmRecord } from './alarms-state.ts';
import { evaluateAlarms } from './evaluate-alarms.ts';
import { putAlarm } from './put-alarm.ts';
import { exampleMetric, metricAlarm, observations, readerOf } from './testing/example-alarms.ts';

const zeroMs = Date.parse('2026-09-14T05:42:00Z');

/** Values by the second of their period, and when they arrived. */
const published: readonly (readonly [number, readonly (readonly [number, number])[]])[] = [
  [
    56.566,
    [
      [20, 100],
      [30, 0],
      [40, 100],
    ],
  ],
  [303.449, [[290, 100]]],
  [
    460.098,
    [
      [420, 0],
      [430, 0],
      [440, 0],
    ],
  ],
  [
    587.454,
    [
      [530, 0],
      [550, 100],
      [570, 100],
    ],
  ],
  [744.99, [[730, 0]]],
];

function evaluatedAt(seconds: number, alarm: MetricAlarm, before: AlarmState): AlarmRecord | undefined {
  const put = putAlarm({}, alarm, 'api', zeroMs);
  const alarms = Object.fromEntries(
    Object.entries(put).map(([name, record]) => [name, { ...record, state: before }]),
  );
  const arrived = published.filter(([atSeconds]) => atSeconds <= seconds).flatMap(([, values]) => values);
  const data = observations(...arrived.map(([start, value]) => [zeroMs + start * 1000, value] as const));
  const at = { nowMs: zeroMs + seconds * 1000, deliveryMs: 10_000, timeScale: 1 };
  return evaluateAlarms(alarms, readerOf(data), at).alarms.slow;
}

const oneGood = (minimum: string, time = '05:42:30') =>
  `1 out of the last 3 datapoints [0.0 (14/09/26 ${time})] was not greater than the threshold (50.0) (minimum ${minimum} for ALARM -> OK transition).`;
const oneBreach = (minimum: string, time: string) =>
  `1 out of the last 3 datapoints [100.0 (14/09/26 ${time})] was greater than the threshold (50.0) (minimum ${minimum} for OK -> ALARM transition).`;
const twoBreaches = (first: string, second: string, rest: string) =>
  `2 out of the last 3 datapoints [100.0 (14/09/26 ${first}), 100.0 (14/09/26 ${second})] were greater than the threshold (50.0)${rest}`;

/** What was seen of an evaluated period: its time, and its value unless it was missing. */
type Seen = readonly [string, number?];

test.each<
  [
    number,
    MissingDataTreatment,
    number,
    AlarmState,
    AlarmState,
    string,
    readonly (number | null)[],
    readonly Seen[],
  ]
>([
  [
    ...([2, 'missing', 67.551, 'OK', 'ALARM'] as const),
    `Threshold Crossed: ${twoBreaches('05:42:40', '05:42:20', ' (minimum 2 datapoints for OK -> ALARM transition).')}`,
    [100, 0, 100],
    [
      ['05:42:40', 100],
      ['05:42:20', 100],
    ],
  ],
  [
    ...([3, 'breaching', 64.472, 'ALARM', 'OK'] as const),
    `Threshold Crossed: ${oneGood('1 datapoint')}`,
    [100, 0, 100],
    [['05:42:30', 0]],
  ],
  [
    ...([3, 'ignore', 60.813, 'INSUFFICIENT_DATA', 'OK'] as const),
    `Threshold Crossed: ${oneGood('1 datapoint')}`,
    [100, 0, 100],
    [['05:42:30', 0]],
  ],
  [
    ...([2, 'missing', 137.553, 'ALARM', 'OK'] as const),
    `Threshold Crossed: ${oneGood('2 datapoints')}`,
    [0, 100],
    [['05:43:50'], ['05:42:30', 0]],
  ],
  [
    ...([2, 'missing', 147.55, 'OK', 'ALARM'] as const),
    `Threshold Crossed: ${oneBreach('2 datapoints', '05:42:40')}`,
    [100],
    [['05:44:00'], ['05:42:40', 100]],
  ],
  [
    ...([3, 'missing', 158.775, 'ALARM', 'INSUFFICIENT_DATA'] as const),
    'Insufficient Data: 3 datapoints were unknown.',
    [],
    [['05:44:10'], ['05:44:00'], ['05:43:50']],
  ],
  [
    ...([2, 'missing', 327.551, 'INSUFFICIENT_DATA', 'ALARM'] as const),
    `Threshold Crossed: ${oneBreach('2 datapoints', '05:46:50')}`,
    [100],
    [['05:47:00'], ['05:46:50', 100]],
  ],
  [
    ...([3, 'missing', 338.775, 'INSUFFICIENT_DATA', 'ALARM'] as const),
    `Threshold Crossed: ${oneBreach('3 datapoints', '05:46:50')}`,
    [100],
    [['05:47:10'], ['05:47:00'], ['05:46:50', 100]],
  ],
  [
    ...([3, 'missing', 588.775, 'INSUFFICIENT_DATA', 'OK'] as const),
    `Threshold Crossed: ${oneGood('1 datapoint', '05:50:50')}`,
    [0, null, 100],
    [['05:50:50', 0]],
  ],
  [
    ...([2, 'missing', 597.551, 'INSUFFICIENT_DATA', 'ALARM'] as const),
    `Threshold Crossed: ${twoBreaches('05:51:30', '05:51:10', ' (minimum 2 datapoints for OK -> ALARM transition).')}`,
    [0, null, 100, null, 100],
    [
      ['05:51:30', 100],
      ['05:51:10', 100],
    ],
  ],
  [
    ...([3, 'missing', 648.775, 'OK', 'ALARM'] as const),
    `Threshold Crossed: ${twoBreaches('05:51:30', '05:51:10', ' (minimum 3 datapoints for OK -> ALARM transition).')}`,
    [100, null, 100],
    [['05:52:20'], ['05:51:30', 100], ['05:51:10', 100]],
  ],
  [
    ...([3, 'breaching', 644.472, 'OK', 'ALARM'] as const),
    `Threshold Crossed: ${twoBreaches('05:51:30', '05:51:10', ' and 1 missing datapoint was treated as [Breaching] (minimum 3 datapoints for OK -> ALARM transition).')}`,
    [100, null, 100],
    [['05:52:20'], ['05:51:30', 100], ['05:51:10', 100]],
  ],
  [
    ...([3, 'breaching', 754.473, 'ALARM', 'OK'] as const),
    'Threshold Crossed: 1 out of the last 3 datapoints [0.0 (14/09/26 05:54:10)] was not greater than the threshold (50.0) and 2 missing datapoints were treated as [Breaching] (minimum 1 datapoint for ALARM -> OK transition).',
    [0],
    [['05:54:10', 0]],
  ],
  [
    ...([2, 'missing', 757.55, 'INSUFFICIENT_DATA', 'OK'] as const),
    `Threshold Crossed: ${oneGood('2 datapoints', '05:54:10')}`,
    [0],
    [['05:54:10', 0], ['05:54:00']],
  ],
  [
    ...([3, 'breaching', 844.474, 'OK', 'ALARM'] as const),
    'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
    [],
    [['05:55:40'], ['05:55:30'], ['05:55:20']],
  ],
])(
  'CloudWatch was seen to judge and to explain: %i of 3, missing data is %s, at %f s from %s to %s',
  (datapointsToAlarm, treatMissingData, seconds, before, after, reason, recentDatapoints, evaluated) => {
    const watched = { kind: 'metric', metric: exampleMetric, stat: 'Average', periodSeconds: 10 } as const;
    const alarm = metricAlarm({ watched, datapointsToAlarm, treatMissingData });
    const record = evaluatedAt(seconds, alarm, before);
    expect(record).toMatchObject({ state: after, stateReason: reason });
    const oldest = evaluated.findLast(([, value]) => value !== undefined);
    expect(JSON.parse(record?.stateReasonData ?? '')).toEqual({
      version: '1.0',
      queryDate: new Date(zeroMs + seconds * 1000).toISOString().replace('Z', '+0000'),
      ...(oldest === undefined
        ? {}
        : { startDate: expect.stringMatching(/^2026-09-14T05:\d\d:\d\d.000\+0000$/) }),
      statistic: 'Average',
      period: 10,
      recentDatapoints,
      threshold: 50,
      evaluatedDatapoints: evaluated.map(([time, value]) => ({
        timestamp: `2026-09-14T${time}.000+0000`,
        ...(value === undefined ? {} : { sampleCount: 1, value }),
      })),
    });
  },
);
