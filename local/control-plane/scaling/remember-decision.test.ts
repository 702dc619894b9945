import { expect, test } from 'vitest';
import type { Decision, Reason } from '../../scaling/decisions/decision.ts';
import type { DecisionRecord } from '../model/scaling-state.ts';
import { rememberDecision } from './remember-decision.ts';

function record(atMs: number, reason: Reason | undefined, changes: Partial<Decision> = {}): DecisionRecord {
  const verdict = reason === undefined ? { policyName: 'cpu' } : { policyName: 'cpu', asked: 3, reason };
  const decision = { verdicts: [verdict], ...changes };
  return { atMs, runningCount: 3, desiredCount: 3, isDeploying: false, decision, alarms: [] };
}

const flapping = (value: number): Reason => ({
  code: 'AutoScalingAnticipatedFlapping',
  ...{ value, valueWithout: (value * 3) / 2, targetValue: 70 },
});
const change = { direction: 'out', policyName: 'cpu', capacity: 3 } as const;

test.each([
  ['the same reason with another value is not', flapping(47), flapping(48), 1],
  ['another reason is', flapping(47), { code: 'WithinThresholds' }, 2],
  [
    'a cooldown whose end is known now is',
    { code: 'InCooldown', direction: 'out' },
    { code: 'InCooldown', direction: 'out', untilMs: 5 },
    2,
  ],
  ['a veto of another policy is', { code: 'Vetoed', by: ['a'] }, { code: 'Vetoed', by: ['b'] }, 2],
] as const)('%s another decision', (_which, before, now, length) => {
  const records = rememberDecision([record(0, before)], record(1, now));
  expect(records).toHaveLength(length);
  expect(records.at(-1)?.atMs).toBe(0);
});

test('the same reason about another desired count is another decision', () => {
  const before = record(0, { code: 'WithinThresholds' });
  expect(rememberDecision([before], { ...before, atMs: 1, desiredCount: 6 })).toHaveLength(2);
  expect(rememberDecision([before], { ...before, atMs: 1, runningCount: 2 })).toHaveLength(1);
});

test('each change of capacity is a new decision', () => {
  const once = rememberDecision([], record(0, undefined, { change }));
  expect(rememberDecision(once, record(1, undefined, { change }))).toHaveLength(2);
});
