import { expect, test } from 'vitest';
import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import { scaled } from '../testing/recorded-runs.ts';
import { tracking } from '../testing/recorded-scaling.ts';
import { at, measured, startMs } from '../testing/test-times.ts';
import { evaluationsOf } from './evaluations.ts';
import { seenService } from './judged-service.ts';
import type { MadeChange } from './observed-changes.ts';

const minute = tracking({}, measured('30*12'));

function evaluated(
  scaling: Partial<ScalingRecord>,
  changes: readonly MadeChange[] = [],
  { from = '0:00', until = '3:00' } = {},
) {
  const { scaling: recorded } = scaled(scaling, []);
  if (recorded === undefined) throw new Error('scaled() records how a service is scaled');
  const times = { startMs: at(from), endMs: at(until), settleMs: 60_000 };
  return evaluationsOf(seenService(recorded, [], []), changes, times);
}

const secondsOf = (...args: Parameters<typeof evaluated>) =>
  evaluated(...args).map(({ atMs }) => (atMs - startMs) / 1000);

test('policies are evaluated at the ends of the measured periods within the test, its ends included', () => {
  expect(secondsOf({ policies: [minute] })).toEqual([0, 60, 120, 180]);
  const shifted = tracking({}, measured('30*12', 60_000, startMs - 7 * 60_000 + 17_000));
  expect(secondsOf({ policies: [shifted] })).toEqual([17, 77, 137]);
});

test('policies are evaluated as often as the shortest of their periods ends, and once a minute at least', () => {
  const quick = tracking({ policyName: 'quick', periodSeconds: 20 }, measured('30*12', 20_000));
  expect(secondsOf({ policies: [minute, quick] }, [], { until: '1:00' })).toEqual([0, 20, 40, 60]);
  const slow = tracking({}, measured('30*2', 300_000), {}, { periodSeconds: 300 });
  expect(secondsOf({ policies: [slow] }, [], { until: '2:00' })).toEqual([0, 60, 120]);
  const tenth = tracking({}, measured('30*40', 6000));
  expect(secondsOf({ timeScale: 10, policies: [tenth] }, [], { until: '0:20' })).toEqual([0, 6, 12, 18]);
});

test('periods are those of a metric that has values, or begin with the test', () => {
  const blind = tracking({ policyName: 'blind' }, []);
  const shifted = tracking({}, measured('30*12', 60_000, startMs + 5000));
  expect(secondsOf({ policies: [blind, shifted] }, [], { until: '2:30' })).toEqual([5, 65, 125]);
  expect(secondsOf({ policies: [blind] }, [], { from: '0:30', until: '2:00' })).toEqual([30, 90]);
});

test('a change settles from its activity until a time after its tasks ran', () => {
  const change: MadeChange = {
    ...{ direction: 'out', from: 2, to: 3, policyName: 'cpu' },
    ...{ activityAtMs: at('1:00'), fulfilledAtMs: at('2:00') },
  };
  const settling = (changes: Partial<MadeChange>, until = '12:00') => {
    const { fulfilledAtMs: _, ...open } = change;
    const given = 'replacedAtMs' in changes ? { ...open, ...changes } : { ...change, ...changes };
    return evaluated({ policies: [minute] }, [given], { until }).flatMap((each) =>
      each.settling === undefined ? [] : (each.atMs - startMs) / 60_000,
    );
  };
  expect(settling({})).toEqual([2, 3]);
  expect(settling({ fulfilledAtMs: at('4:00') })).toEqual([2, 3, 4, 5]);
  // Of tasks that never run: until another change, or for the five minutes that they may take.
  expect(settling({ replacedAtMs: at('3:00') })).toEqual([2, 3, 4]);
  expect(settling({ replacedAtMs: at('11:00') })).toEqual([2, 3, 4, 5, 6, 7]);
  const [first] = evaluated({ policies: [minute] }, [change]);
  expect(first).not.toHaveProperty('settling');
});
