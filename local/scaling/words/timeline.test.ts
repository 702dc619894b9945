import { describe, expect, test } from 'vitest';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import type { RecordedActivity, RecordedAlarm, RecordedPolicy, ScalingRecord } from './scaling-record.ts';
import { timeline } from './timeline.ts';

const minute = 60_000;

function alarm(alarmName: string, changes: Partial<RecordedAlarm> = {}): RecordedAlarm {
  return {
    state: 'OK',
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
    resourceId: 'service/shop/web',
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
const sentencesOf = (changes: Partial<ScalingRecord>, range = threeMinutes) =>
  timeline(record(changes), range).flatMap(({ sentences }) => sentences);

test('minutes in which nothing was to be done are one entry without a sentence', () => {
  expect(timeline(record(), threeMinutes)).toEqual([
    {
      ...{ startMs: 0, endMs: 3 * minute, desiredCount: 3, runningCount: 3 },
      ...{ metrics: { CPUUtilization: [65, 65] }, alarms: {}, sentences: [] },
    },
  ]);
});

test('a time within a minute begins with that minute', () => {
  expect(timeline(record(), { fromMs: 90_000, toMs: 2 * minute })[0]).toMatchObject({ startMs: minute });
});

test('the guard is explained as long as it holds, with the values of the metric in between', () => {
  const policies = [cpu([46.8, 47, 46.9], { low: 'ALARM' })];
  expect(timeline(record({ policies }), threeMinutes)).toEqual([
    {
      ...{ startMs: 0, endMs: 3 * minute, desiredCount: 3, runningCount: 3 },
      metrics: { CPUUtilization: [46.8, 47] },
      alarms: { 'cpu-AlarmLow': 'ALARM' },
      sentences: [
        'cpu removed no task: with one fewer, its metric would rise from 46.9 to 70.35, above the target of 70.',
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
      'cpu asked for 15 tasks, but the maximum capacity is 10.',
    ],
    [
      'the minimum',
      { desiredCount: 2, policies: low },
      'cpu asked for 1 task, but the minimum capacity is 2.',
    ],
    [
      'a deployment',
      { policies: low, deployments: [{ startMs: 0 }] },
      'cpu asked for 1 task, but nothing is scaled in during a deployment.',
    ],
    [
      'a suspension',
      { policies: highAlarm, isScaleOutSuspended: true },
      'cpu asked for 5 tasks, but scale-out is suspended.',
    ],
    [
      'nothing but time',
      { policies: highAlarm },
      'cpu is to set the desired count to 5 at the next evaluation of its alarm.',
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
      'cpu asked for 1 task, but memory does not agree.',
      'memory did nothing: its alarms are OK.',
    ]);
  });

  test('a deployment that was over by then is none', () => {
    const deployments = [{ startMs: 0, endMs: minute }];
    expect(sentencesOf({ policies: low, deployments }, { fromMs: minute, toMs: 2 * minute })).toEqual([
      'cpu is to set the desired count to 2 at the next evaluation of its alarm.',
    ]);
  });

  test('the step policy has one too', () => {
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

  test('is told by its activity, and sets the desired count from then on', () => {
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
    expect(entries[1]?.sentences).toEqual([
      'Setting desired count to 5. Successful: monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu.',
    ]);
  });

  test('is followed by its cooldown, which begins when it is complete', () => {
    const later = timeline(
      { ...changed, policies: [cpu([100, 100, 75], { high: 'ALARM' })] },
      threeMinutes,
    ).at(-1);
    // 5 x 75 / 70 asks for 6, more than the last change.
    expect(later?.sentences).toEqual([
      'cpu is to set the desired count to 6 at the next evaluation of its alarm.',
    ]);
    const same = timeline(
      { ...changed, policies: [cpu([100, 100, 70], { high: 'ALARM' })] },
      threeMinutes,
    ).at(-1);
    expect(same?.sentences).toEqual(['cpu waits: its scale-out cooldown ends at 1970-01-01T00:06:25.000Z.']);
  });

  test('that is not complete keeps its policy waiting', () => {
    const inProgress = [change(5, { startMs: minute, status: 'InProgress', statusMessage: 'Waiting.' })];
    const policiesNow = [cpu([100, 100, 70], { high: 'ALARM' })];
    const entries = timeline({ ...changed, activities: inProgress, policies: policiesNow }, threeMinutes);
    expect(entries[1]?.sentences[0]).toMatch(/ InProgress: .* Waiting\.$/);
    expect(entries[2]?.sentences).toEqual(['cpu waits: its last scale-out is not complete.']);
  });

  test('of a step policy counts together with those in whose cooldown it came', () => {
    const by = { cause: 'monitor alarm steps in state ALARM triggered policy steps' };
    const steps: RecordedPolicy = {
      policy: stepPolicy(),
      alarm: alarm('steps', { threshold: 50, state: 'ALARM', values: perMinute([60, 80, 80, 80, 80]) }),
    };
    const first = change(6, { startMs: 1000, endMs: 20_000, ...by });
    const second = change(7, { startMs: minute + 1000, endMs: minute + 20_000, ...by });
    const said = (secondPolicy: RecordedPolicy, ...activities: readonly RecordedActivity[]) =>
      timeline(
        record({
          activities,
          policies: [secondPolicy],
          tasks: [{ startMs: -minute, value: 4 }, ...perMinute([4, 6, 7, 7, 7])],
        }),
        {
          ...{ fromMs: 3 * minute, toMs: 4 * minute },
        },
      ).flatMap(({ sentences }) => sentences);
    expect(said(steps, second, first)).toEqual([
      'steps waits: its scale-out cooldown ends at 1970-01-01T00:06:20.000Z.',
    ]);
    // A cooldown that was over by then does not count.
    const short = { ...steps, policy: stepPolicy({ cooldownSeconds: 30 }) };
    const late = change(7, { startMs: minute + 1000, endMs: 4 * minute - 10_000, ...by });
    expect(said(short, late, first)).toEqual([
      'steps is to set the desired count to 9 at the next evaluation of its alarm.',
    ]);
  });

  test('leaves no cooldown where it was overridden, or where another policy scaled out since', () => {
    const lower = { policies: [cpu([20, 20, 20, 20], { low: 'ALARM' })] };
    const removed = change(6, { startMs: 1000, endMs: 20_000 });
    const before = change(8, { startMs: -minute });
    const other = { cause: 'monitor alarm requests in state ALARM triggered policy requests' };
    const said = (...activities: readonly RecordedActivity[]) =>
      sentencesOf({ ...lower, activities }, { fromMs: 2 * minute, toMs: 3 * minute }).join();
    expect(said(removed, before)).toMatch(/^cpu waits: its scale-in cooldown/);
    expect(said({ ...removed, status: 'Overridden' }, before)).toMatch(/^cpu is to set/);
    expect(said(change(9, { startMs: minute + 1000, ...other }), removed, before)).toMatch(/^cpu is to set/);
    expect(said(change(5, { startMs: minute + 1000, ...other }), removed, before)).toMatch(/^cpu waits/);
    const bounds = { cause: 'minimum capacity was set to 9' };
    expect(said(change(9, { startMs: minute + 1000, ...bounds }), removed, before)).toMatch(/^cpu waits/);
  });

  test('that failed set nothing', () => {
    const failed = [change(9, { startMs: minute, status: 'Failed', statusMessage: 'Failed to set.' })];
    const entries = timeline(record({ activities: failed }), threeMinutes);
    expect(new Set(entries.map(({ desiredCount }) => desiredCount))).toEqual(new Set([3]));
  });

  test('by a scale-in has the cooldown of one', () => {
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
    expect(entries.at(-1)?.sentences).toEqual([
      'cpu waits: its scale-in cooldown ends at 1970-01-01T00:06:20.000Z.',
    ]);
  });

  test('of the bounds has no policy, and hinders none', () => {
    const bounded = [change(3, { startMs: 0, endMs: 1, cause: 'minimum capacity was set to 3' })];
    const entries = timeline(
      record({ activities: bounded, policies: [cpu([100, 100], { high: 'ALARM' })] }),
      {
        ...{ fromMs: minute, toMs: 2 * minute },
      },
    );
    expect(entries[0]?.sentences).toEqual([
      'cpu is to set the desired count to 5 at the next evaluation of its alarm.',
    ]);
  });
});

test('what AWS says of a change that was not made is told as well', () => {
  const activities: RecordedActivity[] = [
    change(0, {
      ...{ startMs: minute, status: 'Failed', description: 'Attempting to scale due to alarm triggered' },
      notScaled: [{ code: 'AlreadyAtMaxCapacity', maxCapacity: 3 }, { code: 'Other' }],
    }),
  ];
  const policies = [cpu([100, 100, 100], { high: 'ALARM' })];
  const entries = timeline(record({ activities, policies, maxCapacity: 3 }), threeMinutes);
  expect(entries[1]?.sentences).toEqual([
    'Nothing was changed (AlreadyAtMaxCapacity, 3, Other): monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu.',
    'cpu asked for 5 tasks, but the maximum capacity is 3.',
  ]);
});

describe('what is shown of a minute', () => {
  const values = [0, 20, 40, 60, 80, 119, 120].map((second) => ({ startMs: 1000 * second, value: second }));

  test('are the lowest and the highest of the values that began in it', () => {
    const policies: RecordedPolicy[] = [{ policy: trackingPolicy(), high: alarm('h', { values }) }];
    const metrics = [0, 1, 2, 3].map((index) => {
      const range = { fromMs: index * minute, toMs: (index + 1) * minute };
      return timeline(record({ policies }), range)[0]?.metrics;
    });
    expect(metrics).toEqual([
      ...[{ CPUUtilization: [0, 40] }, { CPUUtilization: [60, 119] }, { CPUUtilization: [120, 120] }, {}],
    ]);
  });

  test('stays where minutes are told as one of which some have no values', () => {
    const policies: RecordedPolicy[] = [
      { policy: trackingPolicy(), high: alarm('h', { values: [{ startMs: minute, value: 7 }] }) },
    ];
    expect(timeline(record({ policies }), threeMinutes).map(({ metrics }) => metrics)).toEqual([
      { CPUUtilization: [7, 7] },
    ]);
  });

  test('differs where other tasks run', () => {
    const entries = timeline(record({ tasks: perMinute([3, 2, 3]) }), threeMinutes);
    expect(entries.map(({ desiredCount, runningCount }) => [desiredCount, runningCount])).toEqual([
      ...[
        [3, 3],
        [3, 2],
        [3, 3],
      ],
    ]);
  });

  test('does not differ where only the numbers of its sentences do', () => {
    const policies = [cpu([75, 100, 110], { high: 'ALARM' })];
    const entries = timeline(record({ policies, desiredCount: 8, maxCapacity: 8 }), threeMinutes);
    expect(entries.map(({ sentences }) => sentences)).toEqual([
      ['cpu asked for 13 tasks, but the maximum capacity is 8.'],
    ]);
  });

  test('goes by the values of periods that were over by then', () => {
    const policies = [cpu([46.8, 47, 46.9], { low: 'ALARM' })];
    const [first] = timeline(record({ policies }), { fromMs: 0, toMs: minute });
    expect(first?.sentences).toEqual([expect.stringContaining('from 46.8 to 70.2')]);
  });

  test('has a change in the minute in which it began', () => {
    const activities = [change(12, { startMs: minute })];
    const entries = timeline(record({ activities, policies: [cpu([20], { low: 'ALARM' })] }), threeMinutes);
    expect(entries.map(({ startMs, desiredCount }) => [startMs / minute, desiredCount])).toEqual([
      ...[
        [0, 3],
        [1, 12],
        [2, 12],
      ],
    ]);
    expect(entries[0]?.sentences).toEqual([expect.stringMatching(/^cpu is to set/)]);
    expect(entries[1]?.sentences).toEqual([expect.stringMatching(/^Setting desired count to 12\./)]);
  });

  test('says of other policies why they do not act', () => {
    const memory: RecordedPolicy = {
      policy: trackingPolicy({ policyName: 'memory', targetValue: 80, disableScaleIn: true }),
      high: alarm('memory-AlarmHigh'),
    };
    expect(sentencesOf({ policies: [cpu([100], { high: 'ALARM' }), memory] })).toEqual([
      'cpu is to set the desired count to 5 at the next evaluation of its alarm.',
      'memory did nothing: its alarms are OK.',
    ]);
  });

  test('has a deployment while it lasts', () => {
    const policies = [cpu([10, 10, 10], { low: 'ALARM' })];
    const isDeploying = (startMs: number, endMs: number) =>
      sentencesOf({ policies, deployments: [{ startMs, endMs }] }, { fromMs: 0, toMs: minute }).some((each) =>
        each.includes('during a deployment'),
      );
    expect([
      ...[isDeploying(minute, minute + 1), isDeploying(0, minute)],
      ...[isDeploying(minute + 1, 2 * minute), isDeploying(0, minute + 1)],
    ]).toEqual([true, false, false, true]);
  });

  test('tells of new bounds that they are no change', () => {
    const activities = [
      change(0, {
        startMs: 0,
        description: 'Setting min capacity to 1 and max capacity to 4',
        cause: 'scheduled action name evening was triggered',
      }),
      change(0, { startMs: 0, description: 'Setting min capacity to 9', cause: 'x', status: 'InProgress' }),
    ];
    const [first] = timeline(record({ activities }), threeMinutes);
    expect([first?.desiredCount, first?.sentences]).toEqual([
      3,
      [
        'Setting min capacity to 1 and max capacity to 4. Successful: scheduled action name evening was triggered.',
        'Setting min capacity to 9. InProgress: x.',
      ],
    ]);
  });
});

describe('the state of an alarm', () => {
  const transitions = [
    { atMs: minute + 1, from: 'INSUFFICIENT_DATA', to: 'OK' },
    { atMs: 3 * minute, from: 'OK', to: 'ALARM' },
  ] as const;

  test('is that after its last transition, and before the first one that from which it came', () => {
    const policies: RecordedPolicy[] = [
      { policy: trackingPolicy(), high: alarm('h', { transitions, state: 'OK', values: perMinute([1]) }) },
    ];
    const states = timeline(record({ policies }), threeMinutes).map(({ alarms }) => alarms);
    expect(states).toEqual([{ h: 'INSUFFICIENT_DATA' }, {}, { h: 'ALARM' }]);
  });
});

describe('the local control plane', () => {
  const told = [
    {
      atMs: minute + 5,
      verdicts: [
        { policyName: 'cpu', asked: 5, reason: { code: 'Vetoed', by: ['memory'] } },
        { policyName: 'memory', reason: { code: 'WithinThresholds' } },
        { policyName: 'requests', asked: 4 },
      ],
    },
  ] as const;

  test('adds what it says of its own decisions', () => {
    const entries = timeline(record(), threeMinutes, told);
    expect(entries.map(({ sentences }) => sentences)).toEqual([
      [],
      ['The control plane says: cpu asked for 5 tasks, but memory does not agree.'],
      [],
    ]);
  });

  test('says nothing about other times', () => {
    const at = (atMs: number) =>
      timeline(record(), threeMinutes, [{ ...told[0], atMs }]).flatMap(({ sentences, startMs }) =>
        sentences.map(() => startMs / minute),
      );
    expect([at(0), at(minute), at(3 * minute)]).toEqual([[0], [1], []]);
    expect(timeline(record(), { fromMs: 5 * minute, toMs: 6 * minute }, told)[0]?.sentences).toEqual([]);
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
    entries.map((entry) => [entry.startMs / minute, entry.desiredCount, entry.alarms, entry.sentences]),
  ).toEqual([
    [1, 2, { AlarmLow: 'INSUFFICIENT_DATA' }, ['cpu did nothing: its alarms do not have enough data.']],
    [
      ...[10, 1, { AlarmLow: 'ALARM' }],
      ['Setting desired count to 1. Successful: monitor alarm AlarmLow in state ALARM triggered policy cpu.'],
    ],
  ]);
});
