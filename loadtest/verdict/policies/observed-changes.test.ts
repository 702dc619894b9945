import { describe, expect, test } from 'vitest';
import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../../record/observed-record.ts';
import { type Counts, loaded, sampled, scaled } from '../testing/recorded-runs.ts';
import { setDesired, tracking } from '../testing/recorded-scaling.ts';
import { at, measured } from '../testing/test-times.ts';
import { seenService } from './judged-service.ts';
import { madeChanges } from './observed-changes.ts';

const quick = loaded({ '0:00': { rate: 10 } }, '30:00');
const policies = [tracking({}, measured('30*2 90*10'), { high: { '5:00': 'ALARM' } })];

/** The changes between 2:00 and 12:00. */
function made(
  scaling: Partial<ScalingRecord>,
  samples: readonly ServiceSample[] = [],
  load = quick,
  { from = '2:00', until = '12:00' } = {},
) {
  const { scaling: recorded } = scaled({ policies, ...scaling }, samples);
  if (recorded === undefined) throw new Error('scaled() records how a service is scaled');
  return madeChanges(seenService(recorded, samples, []), load, { startMs: at(from), endMs: at(until) });
}

const counts: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] };

describe('a change', () => {
  test('is told with all that is known of it, and without what is not', () => {
    const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
    expect(made({ activities }, sampled(counts, '12:00'))).toStrictEqual([
      {
        ...{ direction: 'out', from: 2, to: 3, policyName: 'cpu' },
        ...{ activityAtMs: at('5:05'), alarmAtMs: at('5:00'), fulfilledAtMs: at('5:40') },
        ...{ breach: { atMs: at('2:00'), value: 90 }, recoveredAtMs: at('5:50') },
      },
    ]);
    const other = [setDesired(3, 'other', '5:05')];
    expect(made({ activities: other }, sampled({ '0:00': [2, 2] }, '12:00'))).toStrictEqual([
      { direction: 'out', from: 2, to: 3, policyName: 'other', activityAtMs: at('5:05') },
    ]);
  });

  test('after which response times were never as before says so', () => {
    const slow = loaded({ '0:00': { rate: 10 }, '2:00': { rate: 10, ms: 5000 } }, '30:00');
    const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
    const [change] = made({ activities }, sampled(counts, '12:00'), slow);
    expect(change).toMatchObject({ isNeverRecovered: true });
    expect(change).not.toHaveProperty('recoveredAtMs');
  });

  test('belongs to a test from its start to its end', () => {
    const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
    const count = (from: string, until: string) => made({ activities }, [], quick, { from, until }).length;
    expect([count('5:05', '12:00'), count('5:06', '12:00')]).toEqual([1, 0]);
    expect([count('2:00', '5:05'), count('2:00', '5:04')]).toEqual([1, 0]);
  });

  test('to as many tasks as there are is none', () => {
    const activities = [setDesired(2, 'cpu', '5:05', '5:40')];
    expect(made({ activities }, sampled({ '0:00': [2, 2] }, '12:00'))).toEqual([]);
  });

  test('to the same number a minute apart is told once, where the first was overridden by the second', () => {
    const overridden = {
      status: 'Overridden',
      statusMessage: 'Successfully set desired count to 3. Found it was later changed to 4.',
    };
    const first = setDesired(3, 'cpu', '5:05', '6:04', overridden);
    const seen = sampled({ '0:00': [2, 2], '5:05': [3, 3], '6:04': [4, 4], '8:00': [5, 5] }, '12:00');
    const told = (time: string) =>
      made({ activities: [setDesired(4, 'cpu', time, '8:30'), first] }, seen).map(
        ({ activityAtMs, to }) => [activityAtMs, to] as const,
      );
    expect(told('7:04')).toEqual([[at('5:05'), 3]]);
    expect(told('8:05')).toEqual([
      [at('5:05'), 3],
      [at('6:04'), 4],
      [at('8:05'), 4],
    ]);
  });
});

describe('the number of tasks before a change', () => {
  const activities = [setDesired(6, 'cpu', '8:05', '8:40'), setDesired(5, 'cpu', '5:05', '5:40')];
  const from = (samples: readonly ServiceSample[], scaling: Partial<ScalingRecord> = {}) =>
    made({ activities, ...scaling }, samples).map((change) => change.from);

  test('is what the last sample tells', () => {
    expect(from(sampled({ '0:00': [3, 3], '6:00': [4, 4] }, '12:00'))).toEqual([3, 4]);
    expect(from(sampled({ '0:00': [3, 3], '5:10': [4, 4] }, '5:10'))).toEqual([3, 4]);
  });

  test('is what the change before it set, where no sample is newer', () => {
    expect(from(sampled({ '0:00': [3, 3] }, '5:00'))).toEqual([3, 5]);
    const atThatTime = sampled({ '0:00': [3, 3], '5:05': [4, 4] }, '5:05');
    expect(from(atThatTime)).toEqual([3, 4]);
  });

  test('is as many as ran, or the minimum, where nothing else is known', () => {
    const tasks = [
      { startMs: at('4:00'), value: 3.6 },
      { startMs: at('6:00'), value: 9 },
    ];
    expect(from([], { tasks })).toEqual([4, 5]);
    expect(from([], { minCapacity: 1 })).toEqual([1, 5]);
  });
});

describe('a change is fulfilled', () => {
  const fulfilled = (seen: Counts, time: string, to: number, before = '12:00', next = '7:00') => {
    const activities = [
      setDesired(9, 'other', next, next),
      setDesired(to, 'cpu', time, undefined, { status: 'InProgress' }),
    ];
    return made({ activities }, sampled(seen, before))[0]?.fulfilledAtMs;
  };

  test('by the first sample after it with as many tasks, until the next change', () => {
    expect(fulfilled(counts, '5:05', 3)).toBe(at('5:40'));
    expect(fulfilled({ '0:00': [2, 4], '3:00': [2, 2], '5:40': [3, 3] }, '5:05', 3)).toBe(at('5:40'));
    expect(fulfilled({ '0:00': [2, 2], '7:00': [3, 3] }, '5:05', 3)).toBe(at('7:00'));
    expect(fulfilled({ '0:00': [2, 2], '7:05': [3, 3] }, '5:05', 3)).toBeUndefined();
  });

  test('where it removes tasks, by as few or fewer', () => {
    expect(fulfilled({ '0:00': [4, 4], '5:05': [2, 3], '5:20': [2, 1] }, '5:05', 2)).toBe(at('5:20'));
  });

  test('by what its activity says, if it was successful, where no sample tells it', () => {
    const ended = (status: string) =>
      made({ activities: [setDesired(3, 'cpu', '5:05', '5:40', { status })] })[0]?.fulfilledAtMs;
    expect(ended('Successful')).toBe(at('5:40'));
    expect(ended('Overridden')).toBeUndefined();
  });
});
