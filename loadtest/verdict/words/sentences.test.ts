import { describe, expect, test } from 'vitest';
import { watchPolicies } from '../policies/watched-policy.ts';
import { policySentences } from '../testing/judged-sentences.ts';
import { loaded, sampled, scaled } from '../testing/recorded-runs.ts';
import { setDesired, stepping, tracking } from '../testing/recorded-scaling.ts';
import { at, measured } from '../testing/test-times.ts';
import { metricAt } from './metric-words.ts';
import { whyHeld } from './why-held.ts';

const outAt505 = sampled({ '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] }, '20:00');
const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
const alarmAt505 = { high: { '5:05': 'ALARM', '8:05': 'OK' } } as const;

describe('what a policy did', () => {
  const cpu = tracking({}, measured('30*2 90*3 85 65*14'), alarmAt505);

  test('does not name an alarm or a breach that nobody recorded', () => {
    const policies = [tracking({}, measured('-*14 30*6'))];
    expect(policySentences('20:00', { policies, activities }, outAt505)[0]).toBe(
      'passed: cpu acted: web went from 2 to 3 tasks at 5:05; 3 tasks ran at 5:40.',
    );
  });

  test('says that response times did not become as before', () => {
    const load = loaded({ '0:00': { rate: 10 }, '2:00': { rate: 10, ms: 3000 } }, '20:00');
    expect(policySentences('20:00', { policies: [cpu], activities }, outAt505, { load })).toEqual([
      expect.stringMatching(/; 3 tasks ran at 5:40, but response times did not become as before\.$/),
    ]);
  });

  test('names the maximum only where it stopped the policy after its first change', () => {
    const scaling = (values: string) => ({
      maxCapacity: 3,
      policies: [tracking({}, measured(values), alarmAt505)],
      activities,
    });
    expect(policySentences('20:00', scaling('30*2 90*3 85 65*2 90*12'), outAt505)).toEqual([
      expect.stringMatching(/; from 11:00 on it requested 4 tasks, but the maximum capacity is 3\.$/),
    ]);
    const full = sampled({ '0:00': [3, 3], '9:00': [2, 2], '14:05': [3, 3] }, '20:00');
    const again = [setDesired(3, 'cpu', '14:05', '14:05'), setDesired(2, 'hand', '9:00', '9:00')];
    expect(policySentences('20:00', { ...scaling('90*5 30*6 90*3 60*6'), activities: again }, full)).toEqual([
      expect.stringMatching(/^passed: .* at 14:05; 3 tasks ran at 14:05(, and [^;]*)?\.$/),
    ]);
  });
});

describe('what a policy that was not exercised came to', () => {
  test('is the lowest value of one whose alarm goes off below its threshold', () => {
    const steps = [{ upperBound: 0, scalingAdjustment: -1 }];
    expect(policySentences('12:00', { policies: [stepping({ steps }, measured('90*4 60.5 80*7'))] })).toEqual(
      ['not-exercised: steps was not exercised: QueueDepth was at least 60.5 (threshold 50) at 4:00.'],
    );
  });

  test('is the value during the test, and not that before it', () => {
    const earlier = tracking({}, measured('95*2 30*12', 60_000, at('-2:00')));
    expect(policySentences('10:00', { policies: [earlier] })).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 30 (target 70) at 0:00.',
    ]);
  });
});

describe('why a policy was held', () => {
  const times = { startMs: at('0:00'), timeScale: 1 };

  test('is said without the full stop at its end', () => {
    const reason = { code: 'NoMatchingStep', value: 75.5 } as const;
    expect(whyHeld({ policyName: 'steps', reason }, 'it', times)).toBe(
      'it did nothing: it has no step for a value of 75.5',
    );
  });

  test('is said of a policy that had nothing to do, too', () => {
    expect(whyHeld({ policyName: 'cpu' }, 'it', times)).toBe('it did nothing');
    expect(whyHeld({ policyName: 'cpu', reason: { code: 'WithinThresholds' } }, 'cpu', times)).toBe(
      'cpu did nothing: its alarms are OK',
    );
  });
});

test('a metric is told against the value at which its policy acts, if it had a value', () => {
  const { scaling } = scaled({ policies: [tracking({ disableScaleIn: true }, measured('30'))] }, []);
  const [watched] = scaling === undefined ? [] : watchPolicies(scaling, []);
  if (watched === undefined) throw new Error('a recorded policy is watched');
  const told = (direction: 'out' | 'in', value?: number) =>
    metricAt(watched, direction, { atMs: at('1:05'), value }, { startMs: at('0:00') });
  expect(told('out', 90.12345)).toBe('CPUUtilization reached 90.123 (target 70) at 1:05');
  expect(told('out')).toBe('its metric had no value at 1:05');
  expect(told('in', 30)).toBe('its metric had no value at 1:05');
});
