import { describe, expect, test } from 'vitest';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import type { RecordedActivity, RecordedAlarm, RecordedPolicy, ScalingRecord } from './scaling-record.ts';
import { type TimelineEntry, timeline } from './timeline.ts';
import type { ToldDecision } from './told-decision.ts';

const minute = 60_000;

function alarm(alarmName: string, changes: Partial<RecordedAlarm> = {}): RecordedAlarm {
  return {
    ...{ state: 'OK', areActionsDisabled: false },
    ...{ alarmName, threshold: 70, periodSeconds: 60, metricName: 'CPUUtilization' },
    ...{ transitions: [], values: [] },
    ...changes,
  };
}

/** Values of consecutive minutes from the first one on. */
const perMinute = (values: readonly number[]) =>
  values.map((value, index) => ({ startMs: index * minute, value }));

/** A policy at `values`, of which one of the alarms has the state that is given, all the time. */
function cpu(
  values: readonly number[],
  state: Partial<Record<'high' | 'low', RecordedAlarm['state']>> = {},
): RecordedPolicy {
  const common = { values: perMinute(values) };
  return {
    policy: trackingPolicy(),
    high: alarm('cpu-AlarmHigh', { ...common, state: state.high ?? 'OK' }),
    low: alarm('cpu-AlarmLow', { ...common, threshold: 63, state: state.low ?? 'OK' }),
  };
}

function record(changes: Partial<ScalingRecord> = {}): ScalingRecord {
  return {
    ...{ resourceId: 'service/shop/web', timeScale: 1 },
    ...{ minCapacity: 2, maxCapacity: 10, desiredCount: 3, runningCount: 3 },
    ...{ isScaleOutSuspended: false, isScaleInSuspended: false, deployments: [], activities: [], tasks: [] },
    policies: [cpu([65, 65, 65])],
    ...changes,
  };
}

function change(to: number, changes: Partial<RecordedActivity> = {}): RecordedActivity {
  return {
    ...{ startMs: 0, status: 'Successful', notScaled: [] },
    description: `Setting desired count to ${to}.`,
    cause: 'monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu',
    ...changes,
  };
}

const threeMinutes = { fromMs: 0, toMs: 3 * minute };
const textsIn = (entry: TimelineEntry | undefined) => entry?.statements.map(({ text }) => text);
const sentencesOf = (changes: Partial<ScalingRecord>, range = threeMinutes) =>
  timeline(record(changes), range).flatMap(({ statements }) => statements.map(({ text }) => text));

test('minutes without anything to do are one entry without a sentence', () => {
  expect(timeline(record(), threeMinutes)).toEqual([
    {
      ...{ startMs: 0, endMs: 3 * minute, desiredCount: 3 },
      ...{ metrics: { CPUUtilization: [65, 65] }, alarms: {}, statements: [] },
    },
  ]);
});

test('a time range that begins within a minute includes that minute', () => {
  expect(timeline(record(), { fromMs: 90_000, toMs: 2 * minute })[0]).toMatchObject({ startMs: minute });
});

test('the guard against flapping is explained as long as it holds, with the range of the metric', () => {
  const policies = [cpu([46.8, 47, 46.9], { low: 'ALARM' })];
  expect(timeline(record({ policies }), threeMinutes)).toEqual([
    {
      ...{ startMs: 0, endMs: 3 * minute, desiredCount: 3 },
      metrics: { CPUUtilization: [46.8, 47] },
      alarms: { 'cpu-AlarmLow': 'ALARM' },
      statements: [
        {
          text: 'cpu did not remove a task: with one task fewer, its metric would rise from 46.9 to 70.35, above the target of 70.',
        },
      ],
    },
  ]);
});

describe('the reason is that of the decision at that time', () => {
  const low = [cpu([10, 10, 10], { low: 'ALARM' })];
  const highAlarm = [cpu([100, 100, 100], { high: 'ALARM' })];

  test.each<[string, Partial<ScalingRecord>, string]>([
    [
      'no data',
      { policies: [cpu([], { high: 'INSUFFICIENT_DATA', low: 'INSUFFICIENT_DATA' })] },
      'cpu did nothing: its alarms do not have enough data.',
    ],
    [
      'the maximum',
      { desiredCount: 10, policies: highAlarm },
      'cpu requested 15 tasks, but the maximum capacity is 10.',
    ],
    [
      'the minimum',
      { desiredCount: 2, policies: low },
      'cpu would be content with 1 task, but the minimum capacity is 2.',
    ],
    [
      'a deployment',
      { policies: low, deployments: [{ startMs: 0 }] },
      'cpu would be content with 1 task, but nothing is scaled in during a deployment.',
    ],
    [
      'a suspension',
      { policies: highAlarm, isScaleOutSuspended: true },
      'cpu requested 5 tasks, but scale-out is suspended.',
    ],
    [
      'nothing but time',
      { policies: highAlarm },
      'cpu should set the desired count to 5 at the next evaluation of its alarm.',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(sentencesOf(changes)).toEqual([sentence]);
  });

  test('a veto', () => {
    const memory: RecordedPolicy = {
      policy: trackingPolicy({ policyName: 'memory', targetValue: 80 }),
      high: alarm('memory-AlarmHigh'),
      low: alarm('memory-AlarmLow'),
    };
    expect(sentencesOf({ policies: [...low, memory] })).toEqual([
      'cpu would be content with 1 task, but memory does not agree.',
      'memory did nothing: its alarms are OK.',
    ]);
  });

  test('a value that is minutes old has no effect', () => {
    const at = (fromMinute: number) =>
      sentencesOf({ policies: highAlarm }, { fromMs: fromMinute * minute, toMs: (fromMinute + 1) * minute });
    const due = 'cpu should set the desired count to 5 at the next evaluation of its alarm.';
    expect(at(7)).toEqual([due]);
    expect(at(8)).toEqual(['cpu is waiting to scale out until its alarm has a new value.']);
  });

  test('a deployment that was over by then does not count', () => {
    const deployments = [{ startMs: 0, endMs: minute }];
    expect(sentencesOf({ policies: low, deployments }, { fromMs: minute, toMs: 2 * minute })).toEqual([
      'cpu should set the desired count to 2 at the next evaluation of its alarm.',
    ]);
  });

  test('a step scaling policy has a reason too', () => {
    const steps: RecordedPolicy = {
      policy: stepPolicy({ steps: [{ lowerBound: 20, scalingAdjustment: 1 }] }),
      alarm: alarm('steps', { threshold: 50, state: 'ALARM', values: perMinute([60, 60, 60]) }),
    };
    expect(sentencesOf({ policies: [steps] })).toEqual([
      'steps did nothing: it has no step for a value of 60.',
    ]);
  });
});

describe('a change', () => {
  const activities = [
    change(5, { startMs: minute, endMs: minute + 25_000, statusMessage: 'Successfully set.' }),
  ];
  const policies = [cpu([100, 100, 72], { high: 'ALARM' })];
  const changed = record({ activities, policies, desiredCount: 5, tasks: perMinute([3, 3, 5]) });

  test('is described by its activity, and sets the desired count from then on', () => {
    const entries = timeline(changed, threeMinutes);
    expect(
      entries.map(({ startMs, desiredCount, runningCount }) => [
        startMs / minute,
        desiredCount,
        runningCount,
      ]),
    ).toEqual([
      [0, 3, 3],
      [1, 5, 3],
      [2, 5, 5],
    ]);
    expect(entries[1]?.statements).toEqual([
      {
        atMs: minute,
        text: 'Setting desired count to 5: monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu. Successful at 00:01:25 UTC.',
      },
    ]);
  });

  test('is followed by its cooldown, which begins when it has completed', () => {
    const later = timeline(
      { ...changed, policies: [cpu([100, 100, 75], { high: 'ALARM' })] },
      threeMinutes,
    ).at(-1);
    // 5 x 75 / 70 asks for 6, more than the last change.
    expect(textsIn(later)).toEqual([
      'cpu should set the desired count to 6 at the next evaluation of its alarm.',
    ]);
    const same = timeline(
      { ...changed, policies: [cpu([100, 100, 70], { high: 'ALARM' })] },
      threeMinutes,
    ).at(-1);
    expect(textsIn(same)).toEqual(['cpu is waiting: its scale-out cooldown ends at 00:06:25 UTC.']);
  });

  test('that has not completed keeps its policy waiting', () => {
    const inProgress = [change(5, { startMs: minute, status: 'InProgress', statusMessage: 'Waiting.' })];
    const policiesNow = [cpu([100, 100, 70], { high: 'ALARM' })];
    const entries = timeline({ ...changed, activities: inProgress, policies: policiesNow }, threeMinutes);
    expect(textsIn(entries[1])?.[0]).toMatch(/ triggered policy cpu\. InProgress: Waiting\.$/);
    expect(textsIn(entries[2])).toEqual(['cpu is waiting: its last scale-out has not completed yet.']);
  });

  test('that failed did not set the desired count', () => {
    const failed = [change(9, { startMs: minute, status: 'Failed', statusMessage: 'Failed to set.' })];
    const entries = timeline(record({ activities: failed }), threeMinutes);
    expect(new Set(entries.map(({ desiredCount }) => desiredCount))).toEqual(new Set([3]));
  });

  test('by a scale-in has the cooldown of a scale-in', () => {
    const scaledIn = [
      change(3, {
        startMs: minute,
        endMs: minute + 20_000,
        cause: 'monitor alarm l in state ALARM triggered policy cpu',
      }),
      change(6, { startMs: -minute }),
    ];
    const entries = timeline(
      record({ activities: scaledIn, policies: [cpu([20, 20, 20], { low: 'ALARM' })] }),
      threeMinutes,
    );
    expect(entries[0]?.desiredCount).toBe(6);
    expect(textsIn(entries.at(-1))).toEqual(['cpu is waiting: its scale-in cooldown ends at 00:06:20 UTC.']);
  });

  test('by a scale-in no longer has a cooldown once another policy has scaled out', () => {
    const low = 'monitor alarm l in state ALARM triggered policy cpu';
    const requests = 'monitor alarm r in state ALARM triggered policy requests';
    const scaledIn = change(3, { startMs: 0, endMs: 10_000, cause: low });
    const entries = timeline(
      record({
        activities: [
          change(9, { startMs: minute, endMs: minute + 10_000, cause: requests }),
          ...[scaledIn, change(6, { startMs: -minute })],
        ],
        ...{ desiredCount: 9, policies: [cpu([20, 20, 20], { low: 'ALARM' })] },
      }),
      threeMinutes,
    );
    expect(textsIn(entries.at(-1))).toEqual([
      'cpu should set the desired count to 3 at the next evaluation of its alarm.',
    ]);
  });

  test('that was overridden leaves no cooldown behind', () => {
    const activities = [change(5, { startMs: 0, endMs: 30_000, status: 'Overridden' })];
    const entries = timeline(
      record({ activities, desiredCount: 3, policies: [cpu([100, 100, 70], { high: 'ALARM' })] }),
      { fromMs: 2 * minute, toMs: 3 * minute },
    );
    expect(textsIn(entries[0])).toEqual(['cpu requested 5 tasks, and the desired count is already 5.']);
  });

  test('that was overridden is followed by the desired count that was set instead', () => {
    const statusMessage = 'Successfully set desired count to 5. Found it was later changed to 4.';
    const overridden = { startMs: 0, endMs: minute + 30_000, status: 'Overridden', statusMessage };
    const entries = timeline(record({ activities: [change(5, overridden)], desiredCount: 4 }), threeMinutes);
    expect(entries.map(({ startMs, desiredCount }) => [startMs / minute, desiredCount])).toEqual([
      [0, 5],
      [1, 4],
    ]);
  });

  test('of the bounds has no policy, and does not block any', () => {
    const bounded = [change(3, { startMs: 0, endMs: 1, cause: 'minimum capacity was set to 3' })];
    const entries = timeline(
      record({ activities: bounded, policies: [cpu([100, 100], { high: 'ALARM' })] }),
      {
        ...{ fromMs: minute, toMs: 2 * minute },
      },
    );
    expect(textsIn(entries[0])).toEqual([
      'cpu should set the desired count to 5 at the next evaluation of its alarm.',
    ]);
  });
});

describe('the desired count', () => {
  const counts = (
    changes: Partial<ScalingRecord>,
    { minutes = 4, told = [] }: { readonly minutes?: number; readonly told?: readonly ToldDecision[] } = {},
  ) =>
    timeline(record({ policies: [], ...changes }), { fromMs: 0, toMs: minutes * minute - 1 }, told).map(
      ({ startMs, desiredCount, runningCount }) => [startMs / minute, desiredCount, runningCount],
    );
  const setTo3 = change(3, { startMs: 2 * minute, endMs: 2 * minute + 1000 });

  test('before the first change is what tasks ran, never what was set later', () => {
    expect(counts({ activities: [setTo3], tasks: perMinute([2, 2, 3, 3]) })).toEqual([
      [0, 2, 2],
      [2, 3, 3],
    ]);
    const unknown = counts({ activities: [setTo3], tasks: [{ startMs: 2 * minute, value: 3 }] });
    expect(unknown).toEqual([
      [0, undefined, undefined],
      [2, 3, 3],
    ]);
  });

  test('that is changed by hand is known where as many tasks run, and not before', () => {
    const byHand = { activities: [change(3, { endMs: 1000 })], desiredCount: 6, runningCount: 6 };
    expect(counts({ ...byHand, tasks: perMinute([3, 3, 5, 6]) }, { minutes: 6 })).toEqual([
      [0, 3, 3],
      [2, undefined, 5],
      [3, 6, 6],
      // In the last minute it is said that it was changed.
      [5, 6, 6],
    ]);
  });

  test('that is changed by hand and back is not stated as the last one that an activity set', () => {
    const byHand = { activities: [change(3, { endMs: 1000 })], tasks: perMinute([3, 3, 6, 3]) };
    expect(counts(byHand)).toEqual([
      [0, 3, 3],
      [2, undefined, 6],
      [3, 3, 3],
    ]);
  });

  test('stays known during a deployment, which runs more tasks', () => {
    const deployments = [{ startMs: minute, endMs: 3 * minute }];
    expect(counts({ deployments, tasks: perMinute([3, 6, 6, 3]) })).toEqual([
      [0, 3, 3],
      [1, 3, 6],
      [3, 3, 3],
    ]);
  });

  test('is what the control plane saw at its decisions, whatever runs', () => {
    const seen = (atMs: number, desiredCount: number) => ({ atMs, desiredCount, verdicts: [] });
    const told = [seen(1, 3), seen(2 * minute + 1, 6)];
    const tasks = perMinute([2, 4, 4, 4]);
    expect(counts({ tasks, desiredCount: 6, runningCount: 4 }, { told })).toEqual([
      [0, 3, 2],
      [1, undefined, 4],
      [2, 6, 4],
    ]);
  });

  test('that no activity has set is said to have been changed, when it was seen', () => {
    const by = (activities: readonly RecordedActivity[], told: readonly ToldDecision[] = []) =>
      timeline(
        record({ policies: [], activities, desiredCount: 6 }),
        { fromMs: 0, toMs: 4 * minute - 1 },
        told,
      )
        .flatMap(({ statements }) => statements)
        .filter(({ text }) => !text.startsWith('Setting'));
    const text = 'The desired count had been changed from 3 to 6, and not by a scaling activity.';
    expect(by([change(3)])).toEqual([{ atMs: 4 * minute - 1, text }]);
    expect(by([change(3)], [{ atMs: minute, desiredCount: 6, verdicts: [] }])).toEqual([
      { atMs: minute, text },
    ]);
    expect(by([change(6, { startMs: minute }), change(3)])).toEqual([]);
  });
});

describe('a timeline begins', () => {
  const begins = (changes: Partial<ScalingRecord>) =>
    timeline(record({ registeredMs: 90_000, ...changes }), { fromMs: 0, toMs: 4 * minute })[0]?.startMs;

  test('with the minute in which the service was registered', () => {
    expect(begins({})).toBe(minute);
  });

  test('earlier if the service was scaled before that registration', () => {
    expect(begins({ activities: [change(3, { startMs: 30_000 })] })).toBe(0);
    expect(begins({ activities: [change(3, { startMs: 100_000 })] })).toBe(minute);
  });
});

test('a step scaling policy without an alarm is reported as such', () => {
  expect(sentencesOf({ policies: [], idlePolicies: [stepPolicy()] })).toEqual([
    'steps did nothing: no alarm has it as its action.',
  ]);
});

describe('the reason that AWS gives for not scaling', () => {
  const policies = [cpu([100, 100, 100], { high: 'ALARM' })];
  const notScaled = (...reasons: RecordedActivity['notScaled']): RecordedActivity[] => [
    change(0, {
      ...{ startMs: minute, status: 'Failed', description: 'Attempting to scale due to alarm triggered' },
      notScaled: reasons,
    }),
  ];
  const ours = 'cpu requested 5 tasks, but the maximum capacity is 3.';

  test('is left out if the same reason is given with its numbers', () => {
    const activities = notScaled({ code: 'AlreadyAtMaxCapacity', maxCapacity: 3 });
    expect(sentencesOf({ activities, policies, maxCapacity: 3 })).toEqual([ours]);
  });

  test('replaces the derived reason if it is a different one', () => {
    const activities = notScaled({ code: 'AlreadyAtDesiredCapacity', currentCapacity: 3 }, { code: 'Other' });
    const entries = timeline(record({ activities, policies, maxCapacity: 3 }), threeMinutes);
    expect(entries[1]?.statements).toEqual([
      {
        atMs: minute,
        text: 'Nothing was changed: AlreadyAtDesiredCapacity (3), Other: monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu.',
      },
    ]);
    expect(entries.map(textsIn)).toMatchObject([[ours], {}, [ours]]);
  });
});

describe('the state of an alarm', () => {
  const transitions = [
    { atMs: minute + 1, from: 'INSUFFICIENT_DATA', to: 'OK' },
    { atMs: 2 * minute + 1, from: 'OK', to: 'ALARM' },
  ] as const;

  test('is the one after its last transition, or before the first one the state from which it came; transitions are listed', () => {
    const policies: RecordedPolicy[] = [
      { policy: trackingPolicy(), high: alarm('h', { transitions, state: 'OK', values: perMinute([1]) }) },
    ];
    const entries = timeline(record({ policies }), threeMinutes);
    expect(entries.map(({ alarms }) => alarms)).toEqual([{ h: 'INSUFFICIENT_DATA' }, {}, { h: 'ALARM' }]);
    expect(entries.map(({ statements }) => statements[0])).toEqual([
      { text: 'cpu did nothing: its alarm does not have enough data.' },
      { atMs: minute + 1, text: 'h went from INSUFFICIENT_DATA to OK.' },
      { atMs: 2 * minute + 1, text: 'h went from OK to ALARM.' },
    ]);
  });
});

test('an event forms one entry with the similar minutes after it, with the reasons that hold in them', () => {
  const low = alarm('l', {
    ...{ threshold: 63, state: 'ALARM', values: perMinute([46, 46, 46, 46.5, 46.8]) },
    transitions: [{ atMs: minute + 1, from: 'OK', to: 'ALARM' }],
  });
  const policies = [{ policy: trackingPolicy(), high: alarm('h'), low }];
  const range = { fromMs: 0, toMs: 5 * minute };
  const changes = { policies, desiredCount: 2, minCapacity: 1, tasks: perMinute([2, 2, 2, 2, 2]) };
  expect(timeline(record(changes), range)).toMatchObject([
    { startMs: 0, endMs: minute, statements: [] },
    {
      ...{ startMs: minute, endMs: 5 * minute, metrics: { CPUUtilization: [46, 46.8] } },
      statements: [
        { atMs: minute + 1, text: 'l went from OK to ALARM.' },
        {
          text: 'cpu did not remove a task: with one task fewer, its metric would rise from 46.8 to 93.6, above the target of 70.',
        },
      ],
    },
  ]);
});

describe('the number of running tasks', () => {
  const running = (changes: Partial<ScalingRecord>, toMs = 9 * minute) =>
    timeline(record(changes), { fromMs: 0, toMs }).map(({ startMs, runningCount }) => [
      startMs / minute,
      runningCount,
    ]);

  test('is known for some minutes without metrics, which arrive late, but not for ever', () => {
    expect(running({ tasks: perMinute([3, 2]) })).toEqual([
      [0, 3],
      [1, 2],
      [7, undefined],
    ]);
  });

  test('is what ECS returns at the present time', () => {
    expect(running({ tasks: perMinute([3, 3, 3]), runningCount: 1 }, 2.5 * minute)).toEqual([
      [0, 3],
      [2, 1],
    ]);
  });
});

test('a policy is reported as inactive if the actions of its alarm are disabled', () => {
  const silent: RecordedPolicy = {
    policy: trackingPolicy(),
    high: alarm('h', { state: 'ALARM', areActionsDisabled: true, values: perMinute([100, 100, 100]) }),
  };
  expect(sentencesOf({ policies: [silent] })).toEqual([
    'cpu did nothing: the actions of the alarm h are disabled.',
  ]);
});

describe('the decisions that the local control plane reports', () => {
  const told = [
    { atMs: 3 * minute + 5, verdicts: [{ policyName: 'cpu', reason: { code: 'WithinThresholds' } }] },
    {
      atMs: minute + 5,
      verdicts: [
        { policyName: 'cpu', asked: 5, reason: { code: 'Vetoed', by: ['memory'] } },
        { policyName: 'memory', reason: { code: 'WithinThresholds' } },
        { policyName: 'requests', reason: { code: 'WithinThresholds' } },
      ],
    },
  ] as const;
  // By the rules, the metrics of this record ask for a change at each minute.
  const policies = [cpu([10, 10, 10, 10, 10], { low: 'ALARM' })];

  test('replace derived reasons, from the first one on and each until the next', () => {
    const entries = timeline(record({ policies }), { fromMs: 0, toMs: 5 * minute }, told);
    const veto = [
      { atMs: minute + 5, text: 'cpu would be content with 5 tasks, but memory does not agree.' },
      { atMs: minute + 5, text: 'memory did nothing: its alarms are OK.' },
    ];
    expect(entries.map(({ startMs, statements }) => [startMs / minute, statements])).toEqual([
      [0, [{ text: 'cpu should set the desired count to 2 at the next evaluation of its alarm.' }]],
      [1, veto],
      [3, []],
    ]);
  });

  test('are listed beside the activity of the policy that acted, with what limited it', () => {
    const acting = [
      {
        atMs: minute,
        change: { direction: 'out', policyName: 'cpu', capacity: 10 },
        verdicts: [
          { policyName: 'cpu', asked: 15 },
          { policyName: 'memory', asked: 4, reason: { code: 'OtherPolicyActed', policyName: 'cpu' } },
        ],
      },
    ] as const;
    const activities = [change(10, { startMs: minute, status: 'InProgress' })];
    const entries = timeline(record({ policies, activities, desiredCount: 10 }), threeMinutes, acting);
    expect(textsIn(entries[1])).toEqual([
      'Setting desired count to 10: monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu. InProgress.',
      'cpu set the desired count to 10, limited by the capacity bounds: it requested 15 tasks.',
      'memory requested 4 tasks; cpu acted.',
    ]);
    expect(entries[2]?.statements).toEqual([]);
  });
});

describe('at a time scale', () => {
  const seconds = 1000;
  const scaled: ScalingRecord = {
    ...record({
      desiredCount: 5,
      tasks: [3, 3, 5].map((value, index) => ({ startMs: index * 6 * seconds, value })),
      activities: [change(5, { startMs: 7 * seconds, endMs: 11 * seconds })],
      policies: [
        {
          policy: trackingPolicy(),
          high: alarm('h', {
            state: 'ALARM',
            values: [100, 100, 70].map((value, index) => ({ startMs: index * 6 * seconds, value })),
          }),
        },
      ],
    }),
    timeScale: 10,
  };

  test('a minute of the timeline is as short as those of metrics, and has the tasks that ran in it', () => {
    const entries = timeline(scaled, { fromMs: 0, toMs: 18 * seconds });
    expect(
      entries.map(({ startMs, endMs, desiredCount, runningCount, metrics }) => [
        ...[startMs / seconds, endMs / seconds, desiredCount, runningCount],
        metrics.CPUUtilization,
      ]),
    ).toEqual([
      [0, 6, 3, 3, [100, 100]],
      [6, 12, 5, 3, [100, 100]],
      [12, 18, 5, 5, [70, 70]],
    ]);
  });

  test('a derived cooldown is shortened, and described as such', () => {
    const last = timeline(scaled, { fromMs: 0, toMs: 18 * seconds }).at(-1);
    expect(textsIn(last)).toEqual([
      'cpu is waiting: its scale-out cooldown, shortened by time scale 10, ends at 00:00:41 UTC.',
    ]);
  });

  test('a cooldown that the control plane reports is described as shortened too', () => {
    const reason = { code: 'InCooldown', direction: 'out', untilMs: 41 * seconds } as const;
    const told = [{ atMs: 13 * seconds, verdicts: [{ policyName: 'cpu', asked: 5, reason }] }];
    const last = timeline(scaled, { fromMs: 0, toMs: 18 * seconds }, told).at(-1);
    expect(textsIn(last)).toEqual([
      'cpu is waiting: its scale-out cooldown, shortened by time scale 10, ends at 00:00:41 UTC.',
    ]);
  });
});

/** As it was captured in an account: two idle tasks, metrics of 20 s with a target of 50, a minimum of 1. */
test('a scale-in with metrics of 20 seconds, as AWS recorded it', () => {
  const seconds = 1000;
  const values = Array.from({ length: 31 }, (_, index) => ({ startMs: index * 20 * seconds, value: 1 }));
  const policy = trackingPolicy({ targetValue: 50, periodSeconds: 20, scaleInCooldownSeconds: 20 });
  const high = alarm('AlarmHigh', { threshold: 50, periodSeconds: 20, values });
  const low = alarm('AlarmLow', {
    state: 'ALARM',
    ...{ threshold: 45, periodSeconds: 20, values },
    transitions: [{ atMs: 615_702, from: 'INSUFFICIENT_DATA', to: 'ALARM' }],
  });
  const captured = record({
    ...{
      minCapacity: 1,
      maxCapacity: 2,
      desiredCount: 1,
      runningCount: 1,
      policies: [{ policy, high, low }],
    },
    tasks: Array.from({ length: 11 }, (_, index) => ({ startMs: index * minute, value: 2 })),
    activities: [
      {
        ...{ startMs: 615_907, endMs: 650_873, status: 'Successful', notScaled: [] },
        description: 'Setting desired count to 1.',
        cause: 'monitor alarm AlarmLow in state ALARM triggered policy cpu',
        statusMessage: 'Successfully set desired count to 1. Change successfully fulfilled by ecs.',
      },
    ],
  });
  const entries = timeline(captured, { fromMs: minute, toMs: 11 * minute });
  expect(
    entries.map((entry) => [entry.startMs / minute, entry.desiredCount, entry.alarms, textsIn(entry)]),
  ).toEqual([
    [1, 2, { AlarmLow: 'INSUFFICIENT_DATA' }, ['cpu did nothing: its low alarm does not have enough data.']],
    [
      ...[10, 1, { AlarmLow: 'ALARM' }],
      [
        'AlarmLow went from INSUFFICIENT_DATA to ALARM.',
        'Setting desired count to 1: monitor alarm AlarmLow in state ALARM triggered policy cpu. Successful at 00:10:50 UTC.',
      ],
    ],
  ]);
});
