import { expect, test } from 'vitest';
import type { Decision, Reason } from '../decisions/decision.ts';
import { isSameDecision } from './same-decision.ts';

const decision = (reason: Reason, asked = 1): Decision => ({
  verdicts: [{ policyName: 'cpu', asked, reason }],
});

test.each<[Reason, Reason]>([
  [{ code: 'WithinThresholds' }, { code: 'InsufficientData' }],
  [{ code: 'InsufficientData' }, { code: 'WithinThresholds' }],
  [{ code: 'InsufficientData' }, { code: 'InsufficientData', alarm: 'low' }],
  [{ code: 'NoAlarm' }, { code: 'InsufficientData' }],
  [
    { code: 'AlreadyAtMinCapacity', minCapacity: 2 },
    { code: 'AlreadyAtMinCapacity', minCapacity: 3 },
  ],
  [
    { code: 'AlreadyAtMaxCapacity', maxCapacity: 2 },
    { code: 'AlreadyAtMaxCapacity', maxCapacity: 3 },
  ],
  [
    { code: 'Vetoed', by: ['memory'] },
    { code: 'Vetoed', by: ['requests'] },
  ],
])('%j twice is the same decision, and %j is another one', (reason, other) => {
  expect(isSameDecision(decision(reason), decision({ ...reason }))).toBe(true);
  expect(isSameDecision(decision(reason), decision(other))).toBe(false);
  expect(isSameDecision(decision(reason), decision(reason, 2))).toBe(false);
});

test('a reason with a metric value is different each time', () => {
  const reason = { code: 'NoMatchingStep', value: 1 } as const;
  expect(isSameDecision(decision(reason), decision(reason))).toBe(false);
});

test.each<[string, Decision, Decision]>([
  [
    'with a change',
    { change: { direction: 'out', policyName: 'cpu', capacity: 3 }, verdicts: [] },
    { verdicts: [] },
  ],
  [
    'that changes something later',
    { verdicts: [] },
    { change: { direction: 'out', policyName: 'cpu', capacity: 3 }, verdicts: [] },
  ],
  ['about more policies', { verdicts: [] }, decision({ code: 'WithinThresholds' })],
  ['about another policy', { verdicts: [{ policyName: 'a' }] }, { verdicts: [{ policyName: 'b' }] }],
  [
    'without a reason',
    { verdicts: [{ policyName: 'a' }] },
    { verdicts: [{ policyName: 'a', reason: { code: 'WithinThresholds' } }] },
  ],
])('a decision %s is another one', (_, left, right) => {
  expect(isSameDecision(left, right)).toBe(false);
});

test('a decision with a reason is another one than one without it', () => {
  const without: Decision = { verdicts: [{ policyName: 'cpu', asked: 1 }] };
  expect(isSameDecision(decision({ code: 'WithinThresholds' }), without)).toBe(false);
  expect(isSameDecision(without, without)).toBe(true);
});

test('two decisions without policies are the same', () => {
  expect(isSameDecision({ verdicts: [] }, { verdicts: [] })).toBe(true);
});
