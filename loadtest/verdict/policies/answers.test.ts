import { describe, expect, test } from 'vitest';
import { type Answers, answerTo } from './answers.ts';
import type { Call } from './calls.ts';
import type { MadeChange } from './observed-changes.ts';

/** Called for from 100 s to 300 s, with 60 s in which to act. */
const call: Call = {
  ...{ direction: 'out', fromMs: 100_000, toMs: 300_000, isAtMinimum: false },
  verdict: { policyName: 'cpu', asked: 3 },
};
const change = (activityAtMs: number, changes: Partial<MadeChange> = {}): MadeChange => ({
  ...{ direction: 'out', from: 2, to: 3, policyName: 'cpu', activityAtMs },
  ...changes,
});
const answer = (answers: Partial<Answers> = {}, changes: Partial<Call> = {}) =>
  answerTo(
    { ...call, ...changes },
    {
      ...{ policyName: 'cpu', changes: [], activities: [], gaps: [], endMs: 1_000_000 },
      ...{ graceMs: 60_000, periodMs: 10_000 },
      ...answers,
    },
  );

const never = { kind: 'never', byMs: 160_000 };
const acted = { kind: 'acted' };

describe('a change', () => {
  test('is in time from a period before the call until the time to act is over', () => {
    const at = (ms: number) => answer({ changes: [change(ms)] });
    expect([at(89_999), at(90_000), at(160_000)]).toEqual([never, acted, acted]);
  });

  test('is late as long as the call lasts, and the time to act after it', () => {
    const at = (ms: number) => answer({ changes: [change(ms)] }).kind;
    expect([at(160_001), at(360_000), at(360_001)]).toEqual(['late', 'late', 'never']);
    const first = change(170_000);
    expect(answer({ changes: [first, change(180_000)] })).toEqual({ kind: 'late', change: first });
  });

  test('in the other direction is no answer', () => {
    expect(answer({ changes: [change(110_000, { direction: 'in' })] })).toEqual(never);
  });

  test('of another policy masks the call if it is in time', () => {
    const by = change(110_000, { policyName: 'requests' });
    expect(answer({ changes: [by] })).toEqual({ kind: 'masked', by });
    expect(answer({ changes: [by, change(120_000)] })).toEqual(acted);
    expect(answer({ changes: [change(170_000, { policyName: 'requests' })] })).toEqual(never);
  });
});

describe('what Application Auto Scaling says', () => {
  const activity = (startMs: number, policyName = 'cpu', code = 'AlreadyAtMaxCapacity') => ({
    ...{ startMs, description: 'Attempting to scale due to alarm triggered', status: 'Failed' },
    cause: `monitor alarm a in state ALARM triggered policy ${policyName}`,
    notScaled: code === '' ? [] : [{ code }],
  });

  test('counts if it is about the policy and in time', () => {
    const at = (ms: number) => answer({ activities: [activity(ms)] }).kind;
    expect([at(99_999), at(100_000), at(160_000), at(160_001)]).toEqual(['never', 'told', 'told', 'never']);
    expect(answer({ activities: [activity(110_000, 'requests')] })).toEqual(never);
    expect(answer({ activities: [activity(110_000, 'cpu', '')] })).toEqual(never);
    const told = activity(110_000);
    expect(answer({ activities: [activity(110_000, 'requests'), told] })).toEqual({
      ...{ kind: 'told', activity: told },
    });
  });

  test('counts less than a change', () => {
    expect(answer({ activities: [activity(110_000)], changes: [change(120_000)] })).toEqual(acted);
  });
});

describe('a gap in the observation', () => {
  const gap = (fromMs: number, toMs: number) => ({ fromMs, toMs, reason: 'gone' });

  test('that has to do with the call gives more time', () => {
    expect(answer({ gaps: [gap(50_000, 99_999)] })).toEqual(never);
    expect(answer({ gaps: [gap(160_001, 200_000)] })).toEqual(never);
    expect(answer({ gaps: [gap(50_000, 100_000)] })).toEqual(never);
    expect(answer({ gaps: [gap(160_000, 200_000)] })).toEqual({ kind: 'never', byMs: 260_000 });
    expect(answer({ gaps: [gap(90_000, 200_000)], changes: [change(260_000)] })).toEqual(acted);
  });

  test('leaves open what a policy would have done if the call ends by then', () => {
    const gaps = [gap(160_000, 200_000)];
    expect(answer({ gaps }, { toMs: 259_999 })).toEqual({ kind: 'unknown', gap: gaps[0] });
    expect(answer({ gaps }, { toMs: 260_000 })).toEqual({ kind: 'never', byMs: 260_000 });
    const brief = (gapEndMs: number) => answer({ gaps: [gap(50_000, gapEndMs)] }, { toMs: 110_000 }).kind;
    expect([brief(99_999), brief(100_000)]).toEqual(['never', 'unknown']);
  });
});

test('a policy still had time if the test ended before', () => {
  expect(answer({ endMs: 159_999 })).toEqual({ kind: 'pending' });
  expect(answer({ endMs: 160_000 })).toEqual(never);
});

test('a scale-in is asked of a policy only if its metric calls for it as long as it may take', () => {
  expect(answer({}, { direction: 'in', toMs: 159_999 })).toEqual({ kind: 'brief' });
  expect(answer({}, { direction: 'in', toMs: 160_000 })).toEqual(never);
  expect(answer({}, { toMs: 100_000 })).toEqual(never);
});
