import { expect, test } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { noAlarm, type Situation } from '../decisions/situation.ts';
import { steady, stepped, tracked } from '../testing/situations.ts';
import { explain } from './explain.ts';

const memory = { policyName: 'memory', targetValue: 80 };
const low = { alarmName: 'a', state: 'INSUFFICIENT_DATA' } as const;
const blind = { ...tracked(65), high: low };
const noStep = { steps: [{ lowerBound: 20, scalingAdjustment: 1 }] };
const scaledIn = { direction: 'in', from: 5, to: 4 } as const;
const out = { direction: 'out', from: 2, to: 4 } as const;

test.each<[string, number, Partial<Situation>, readonly string[]]>([
  ['a scale-out', 2, { policies: [tracked(100)] }, ['cpu set the desired count to 3.']],
  [
    'a scale-out to the maximum',
    8,
    { policies: [tracked(100)] },
    ['cpu set the desired count to 10, limited by the capacity bounds: it requested 12 tasks.'],
  ],
  ['no need', 3, { policies: [tracked(65)] }, ['cpu did nothing: its alarms are OK.']],
  ['no data', 3, { policies: [{ ...blind, low }] }, ['cpu did nothing: its alarms do not have enough data.']],
  [
    'no data of one alarm',
    3,
    { policies: [blind, { ...tracked(65, memory), low }] },
    [
      'cpu did nothing: its high alarm does not have enough data.',
      'memory did nothing: its low alarm does not have enough data.',
    ],
  ],
  [
    'no data of the only alarm',
    3,
    { policies: [{ ...stepped(60), alarm: low }] },
    ['steps did nothing: its alarm does not have enough data.'],
  ],
  [
    'no alarm',
    3,
    { policies: [{ ...stepped(60), alarm: noAlarm }] },
    ['steps did nothing: no alarm has it as its action.'],
  ],
  [
    'no new data',
    3,
    { policies: [{ ...tracked(20), low: { alarmName: 'a', state: 'ALARM' } }] },
    ['cpu is waiting to scale in until its alarm has a new value.'],
  ],
  [
    'disabled actions',
    3,
    { policies: [{ ...tracked(100), high: { ...tracked(100).high, areActionsDisabled: true } }] },
    ['cpu did nothing: the actions of the alarm cpu-AlarmHigh are disabled.'],
  ],
  [
    'disabled actions of a step policy',
    3,
    { policies: [{ ...stepped(60), alarm: { ...stepped(60).alarm, areActionsDisabled: true } }] },
    ['steps did nothing: the actions of the alarm steps-alarm are disabled.'],
  ],
  [
    'no step',
    3,
    { policies: [stepped(60, noStep)] },
    ['steps did nothing: it has no step for a value of 60.'],
  ],
  [
    'the maximum',
    10,
    { policies: [tracked(100)] },
    ['cpu requested 15 tasks, but the maximum capacity is 10.'],
  ],
  [
    'the minimum',
    2,
    { policies: [tracked(1), tracked(0, memory), tracked(30, { policyName: 'other' })] },
    [
      'cpu would be content with 1 task, but the minimum capacity is 2.',
      'memory would be content with 0 tasks, but the minimum capacity is 2.',
      'other would be content with 1 task, but the minimum capacity is 2.',
    ],
  ],
  [
    'as many tasks as the minimum',
    2,
    { policies: [tracked(60)] },
    ['cpu would be content with 2 tasks, and the minimum capacity is 2.'],
  ],
  [
    'a scale-in to the minimum',
    5,
    { policies: [tracked(1), tracked(0, memory)] },
    [
      'cpu set the desired count to 2, limited by the capacity bounds: it would be content with 1 task.',
      'memory would be content with 0 tasks; cpu acted.',
    ],
  ],
  [
    'the cooldown of another policy',
    4,
    { policies: [tracked(20), tracked(20, memory, { ...scaledIn, untilMs: Date.UTC(2026, 0, 2, 3, 4, 5) })] },
    [
      'cpu would be content with 2 tasks, but has to wait for memory.',
      'memory is waiting: its scale-in cooldown ends at 03:04:05 UTC.',
    ],
  ],
  [
    'the current count',
    3,
    { runningCount: 2, policies: [tracked(100)] },
    ['cpu requested 3 tasks, and the desired count is already 3.'],
  ],
  [
    'the guard',
    3,
    { policies: [tracked(47)] },
    [
      'cpu did not remove a task: with one task fewer, its metric would rise from 47 to 70.5, above the target of 70.',
    ],
  ],
  [
    'a cooldown',
    4,
    { policies: [tracked(70.1, {}, { ...out, to: 5, untilMs: Date.UTC(2026, 0, 2, 3, 4, 5) })] },
    ['cpu is waiting: its scale-out cooldown ends at 03:04:05 UTC.'],
  ],
  [
    'a change that is not complete',
    4,
    { runningCount: 2, policies: [tracked(100, {}, out)] },
    ['cpu is waiting: its last scale-out has not completed yet.'],
  ],
  [
    'a deployment',
    8,
    { isDeploying: true, policies: [tracked(20)] },
    ['cpu would be content with 3 tasks, but nothing is scaled in during a deployment.'],
  ],
  [
    'a suspension',
    8,
    { isScaleInSuspended: true, policies: [tracked(20)] },
    ['cpu would be content with 3 tasks, but scale-in is suspended.'],
  ],
  [
    'a veto',
    8,
    { policies: [tracked(20), tracked(75, memory)] },
    [
      'cpu would be content with 3 tasks, but memory does not agree.',
      'memory did nothing: its alarms are OK.',
    ],
  ],
  [
    'two vetoes',
    8,
    { policies: [tracked(20), tracked(75, memory), tracked(65, { policyName: 'other' })] },
    [
      'cpu would be content with 3 tasks, but memory and other do not agree.',
      'memory did nothing: its alarms are OK.',
      'other did nothing: its alarms are OK.',
    ],
  ],
  [
    'another policy',
    8,
    { policies: [tracked(20), tracked(60, memory)] },
    ['cpu would be content with 3 tasks; memory acted.', 'memory set the desired count to 6.'],
  ],
])('a decision is explained by one sentence per policy: %s', (_, count, situation, sentences) => {
  expect(explain(decide(steady(count, situation)))).toEqual(sentences);
});
