import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../record/run-record.ts';
import { judgeThresholds } from './judge-thresholds.ts';
import { parseThreshold } from './parse-threshold.ts';
import { scaleOutPhases } from './scale-out-phases.ts';
import {
  activityTo,
  alarmRule,
  recordedRun,
  scaledService,
  startMs,
  windowOf,
} from './testing/recorded-run.ts';

const windows = Array.from({ length: 600 }, () => windowOf({ 'browse: home': [10] }));
const steady = { atSeconds: 0, desired: 2, running: 2 };

function phasesOf(service: Parameters<typeof scaledService>[0], changes: Partial<RunRecord> = {}) {
  const record = recordedRun(windows, { services: [scaledService(service)], ...changes });
  return scaleOutPhases(record).map(({ phase, fromMs, toMs }) => [
    phase,
    (fromMs - startMs) / 1000,
    (toMs - startMs) / 1000,
  ]);
}

test('a run in which nothing scales out has no phases', () => {
  expect(phasesOf({})).toEqual([]);
  const scaledIn = { activities: [activityTo(1, 100, 120)], samples: [steady] };
  expect(phasesOf(scaledIn)).toEqual([]);
});

test('a scale-out lasts from the first breaching period until its activity ends', () => {
  const cpu = [0, 60, 120, 180, 240].map((atSeconds) => ({ atSeconds, value: atSeconds < 120 ? 40 : 90 }));
  const service = { activities: [activityTo(4, 305, 330)], samples: [steady], cpu, alarmAtSeconds: 304 };
  expect(phasesOf(service)).toEqual([
    ['before', 0, 120],
    ['during', 120, 330],
    ['after', 330, 600],
  ]);
});

test('a scale-out lasts until the targets of its tasks are healthy, although its activity ends when they run', () => {
  const samples = [
    { atSeconds: 0, desired: 2, running: 2, healthy: 2 },
    { atSeconds: 306, desired: 4, running: 4, healthy: 2 },
    { atSeconds: 345, desired: 4, running: 4, healthy: 4 },
  ];
  expect(phasesOf({ activities: [activityTo(4, 305, 306)], samples })[1]).toEqual(['during', 305, 345]);
});

test('a period after the breach that the alarm had not seen yet does not hide the breach', () => {
  const values = [40, 90, 90, 90, 30];
  const cpu = values.map((value, index) => ({ atSeconds: index * 60, value }));
  const service = { activities: [activityTo(4, 305, 330)], samples: [steady], cpu };
  expect(phasesOf(service)[1]).toEqual(['during', 60, 330]);
});

test('a scale-out that a cooldown held back begins with the breach that set off the alarm', () => {
  const values = [40, 90, 40, 40, 40, 40, 40, 40, 40, 40];
  const cpu = values.map((value, index) => ({ atSeconds: index * 60, value }));
  const service = { activities: [activityTo(4, 560, 570)], samples: [steady], cpu, alarmAtSeconds: 125 };
  expect(phasesOf(service)[1]).toEqual(['during', 60, 570]);
});

test('a scale-out whose metric has no values, or that no policy made, begins with its activity', () => {
  const service = { activities: [activityTo(4, 305, 330)], samples: [steady], alarmAtSeconds: 304 };
  expect(phasesOf(service)[1]).toEqual(['during', 305, 330]);
  const scheduled = { ...activityTo(4, 305, 330), cause: 'minimum capacity was set to 4' };
  const cpu = [240].map((atSeconds) => ({ atSeconds, value: 90 }));
  expect(phasesOf({ activities: [scheduled], samples: [steady], cpu })[1]).toEqual(['during', 305, 330]);
});

test('where the rule of an alarm is known, it says what a breach is', () => {
  const cpu = [50, 60, 60, 60].map((value, index) => ({ atSeconds: index * 60, value }));
  const record = (rules: Parameters<typeof scaledService>[0]) =>
    recordedRun(windows, {
      services: [scaledService({ activities: [activityTo(4, 245, 250)], samples: [steady], cpu, ...rules })],
    });
  expect(scaleOutPhases(record({}))[1]?.fromMs).toBe(startMs + 245_000);
  const rule = { ...alarmRule, comparisonOperator: 'GreaterThanOrEqualToThreshold' } as const;
  expect(scaleOutPhases(record({ rule }))[1]?.fromMs).toBe(startMs + 60_000);
});

test.each([
  ['above its threshold', [{ lowerBound: 0, scalingAdjustment: 2 }], [59, 60, 70, 61], 60],
  ['below its threshold', [{ upperBound: 0, scalingAdjustment: 2 }], [61, 60, 50, 59], 60],
])('a policy with steps %s breaches there', (_, steps, values, fromSeconds) => {
  const service = scaledService({ activities: [activityTo(4, 245, 250)], samples: [steady] });
  const alarm = {
    alarmName: 'cpu-high',
    threshold: 60,
    periodSeconds: 60,
    metricName: 'ApproximateNumberOfMessagesVisible',
    state: 'OK' as const,
    areActionsDisabled: false,
    transitions: [],
    values: values.map((value, index) => ({ startMs: startMs + index * 60_000, value })),
  };
  const policy = {
    kind: 'step-scaling',
    policyName: 'cpu',
    adjustmentType: 'ChangeInCapacity',
    steps,
  } as const;
  const policies = [{ policy: { ...policy, cooldownSeconds: 60 }, alarm }];
  const scaling = service.scaling === undefined ? {} : { scaling: { ...service.scaling, policies } };
  const record = recordedRun(windows, { services: [{ ...service, ...scaling }] });
  expect(scaleOutPhases(record)[1]?.fromMs).toBe(startMs + fromSeconds * 1000);
});

test('a breach long before does not belong to a scale-out', () => {
  const cpu = Array.from({ length: 8 }, (_, index) => ({
    atSeconds: index * 60,
    value: index === 0 ? 90 : 40,
  }));
  const service = { activities: [activityTo(4, 500, 520)], samples: [steady], cpu };
  expect(phasesOf(service)[1]).toEqual(['during', 500, 520]);
});

test('with a time scale, periods are as much shorter', () => {
  const cpu = [90, 40, 40, 40, 40, 40, 40].map((value, index) => ({ atSeconds: index * 6, value }));
  const service = scaledService({ activities: [activityTo(4, 43, 50)], samples: [steady], cpu });
  const scaling = service.scaling === undefined ? {} : { scaling: { ...service.scaling, timeScale: 10 } };
  const record = recordedRun(windows, { services: [{ ...service, ...scaling }], timeScale: 10 });
  expect(scaleOutPhases(record)[1]?.fromMs).toBe(startMs + 43_000);
});

test('a scale-out in progress ends when enough tasks are seen, or with the run', () => {
  const activities = [activityTo(4, 100)];
  const seen = [
    steady,
    { atSeconds: 130, desired: 4, running: 3 },
    { atSeconds: 135, desired: 4, running: 4 },
  ];
  expect(phasesOf({ activities, samples: seen })[1]).toEqual(['during', 100, 135]);
  expect(phasesOf({ activities, samples: [steady] })).toEqual([
    ['before', 0, 100],
    ['during', 100, 600],
  ]);
});

test('scale-outs that overlap are one, and the time between two others is after a scale-out', () => {
  const activities = [activityTo(8, 300, 310), activityTo(6, 130, 160), activityTo(4, 100, 130)];
  expect(phasesOf({ activities, samples: [steady] })).toEqual([
    ['before', 0, 100],
    ['during', 100, 160],
    ['after', 160, 300],
    ['during', 300, 310],
    ['after', 310, 600],
  ]);
});

test('activities of earlier days are no scale-outs of the run', () => {
  const activities = [activityTo(4, -90_000, -89_000), activityTo(2, -95_000, -94_000)];
  expect(phasesOf({ activities, samples: [steady] })).toEqual([]);
});

test('every request is in exactly one of before, during and after a scale-out', () => {
  const scaleOut = fc.record({ from: fc.nat(130), length: fc.nat(60) });
  fc.assert(
    fc.property(
      fc.array(scaleOut, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 15_000 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 40 }),
      (scaleOuts, windowMs, counts) => {
        const activities = scaleOuts
          .map(({ from, length }, index) => activityTo(3 + index, from, from + length))
          .toReversed();
        const load = {
          ...{ startMs, windowMs },
          windows: counts.map((count) =>
            windowOf({ 'browse: home': Array.from({ length: count }, () => 5) }),
          ),
        };
        const record = recordedRun([], {
          load,
          endMs: startMs + 200_000,
          services: [scaledService({ activities, samples: [{ atSeconds: -1, desired: 2, running: 2 }] })],
        });
        if (scaleOutPhases(record).length === 0) return;
        const verdicts = judgeThresholds(
          ['before', 'during', 'after'].map((phase) =>
            parseThreshold(`errors = 0 ${phase} scale-out`, 'test'),
          ),
          record,
        );
        const requests = counts.reduce((sum, count) => sum + count, 0);
        expect(verdicts.reduce((sum, { samples }) => sum + samples, 0)).toBe(requests);
      },
    ),
  );
});
