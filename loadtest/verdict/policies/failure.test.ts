import { describe, expect, test } from 'vitest';
import { policySentences } from '../testing/judged-sentences.ts';
import { sampled } from '../testing/recorded-runs.ts';
import { setDesired, stepping, tracking } from '../testing/recorded-scaling.ts';
import { measured } from '../testing/test-times.ts';

const alarmAt505 = { high: { '5:05': 'ALARM' } } as const;
const breached = measured('30*2 90*10');

describe('a policy has failed', () => {
  test('for the first thing that it did wrong', () => {
    const first = {
      policies: [tracking({}, measured('30*5 90*15'))],
      activities: [setDesired(3, 'cpu', '3:00', '3:10')],
    };
    const out = sampled({ '0:00': [2, 2], '3:00': [3, 2], '3:10': [3, 3] }, '20:00');
    expect(policySentences('20:00', first, out)).toEqual([
      expect.stringMatching(/^failed: cpu acted without a reason: web went from 2 to 3 tasks at 3:00, /),
    ]);
    const last = {
      policies: [tracking({}, measured('90*6 30*14'))],
      activities: [setDesired(3, 'cpu', '15:00', '15:10')],
    };
    const late = sampled({ '0:00': [2, 2], '15:00': [3, 2], '15:10': [3, 3] }, '20:00');
    expect(policySentences('20:00', last, late)).toEqual([
      expect.stringMatching(/^failed: cpu did not act: CPUUtilization reached 90 \(target 70\) at 3:00, /),
    ]);
  });

  test('that removed tasks although it does not scale in', () => {
    const scaling = {
      policies: [tracking({ disableScaleIn: true }, measured('30*12'))],
      activities: [setDesired(2, 'cpu', '5:00', '5:00')],
    };
    expect(policySentences('12:00', scaling, sampled({ '0:00': [3, 3], '5:00': [2, 2] }, '12:00'))).toEqual([
      'failed: cpu acted without a reason: web went from 3 to 2 tasks at 5:00, although it does not scale in.',
    ]);
  });

  test('that did not act, with what its alarm did by then', () => {
    const sentence = (states: Parameters<typeof tracking>[2], changes = {}) =>
      policySentences('12:00', { policies: [tracking({}, breached, states, changes)] })[0];
    expect(sentence({}, { state: 'ALARM' })).toMatch(
      /, but its alarm was in ALARM and nothing had followed by 7:15\.$/,
    );
    const again = { '5:05': 'ALARM', '6:00': 'OK', '7:00': 'ALARM', '9:00': 'OK', '10:00': 'ALARM' } as const;
    expect(sentence({ high: again })).toMatch(
      /, but its alarm went off at 7:00 and nothing had followed by 7:15\.$/,
    );
    const overByThen = { '5:05': 'ALARM', '6:00': 'OK', '10:00': 'ALARM' } as const;
    expect(sentence({ high: overByThen })).toMatch(/, but its alarm did not go off by 7:15\.$/);
  });

  test('whose tasks do not run within five minutes', () => {
    const scaling = {
      policies: [tracking({}, measured('30*2 90*3 85 65*9'), alarmAt505)],
      activities: [setDesired(3, 'cpu', '5:05')],
    };
    const ranAt = (time: string, until = '15:00') =>
      policySentences(until, scaling, sampled({ '0:00': [2, 2], '5:05': [3, 2], [time]: [3, 3] }, until))[0];
    expect(ranAt('10:05')).toMatch(/^passed: /);
    expect(ranAt('10:10')).toMatch(/^failed: cpu acted in vain: .* 5:00 later\.$/);
    expect(ranAt('14:00', '10:05')).toMatch(/^failed: cpu acted in vain: /);
    expect(ranAt('14:00', '10:04')).toMatch(/^passed: .*; 3 tasks were not seen to run\.$/);
  });
});

describe('a policy has not failed', () => {
  test('whose tasks do not stop', () => {
    const steps = [{ upperBound: 0, scalingAdjustment: -1 }];
    const scaling = {
      policies: [stepping({ steps }, measured('80*4 20*1 80*10'), { '5:05': 'ALARM' })],
      activities: [setDesired(2, 'steps', '5:06')],
    };
    const samples = sampled({ '0:00': [3, 3], '5:06': [2, 3] }, '15:00');
    expect(policySentences('15:00', scaling, samples)).toEqual([
      expect.stringMatching(/^passed: .*; 2 tasks were not seen to run\.$/),
    ]);
  });

  test('whose tasks were replaced by another change before they had to run', () => {
    const scaling = {
      policies: [tracking({}, measured('30*2 90*3 85 65*9'), alarmAt505)],
      activities: [setDesired(2, 'hand', '8:00', '8:05'), setDesired(3, 'cpu', '5:05')],
    };
    const samples = sampled({ '0:00': [2, 2], '5:05': [3, 2], '8:00': [2, 2] }, '15:00');
    expect(policySentences('15:00', scaling, samples)[0]).toMatch(
      /^passed: .*; 3 tasks were not seen to run\.$/,
    );
  });
});
