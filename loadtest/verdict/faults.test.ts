import { expect, test } from 'vitest';
import type { RunRecord } from '../record/run-record.ts';
import { judgeScaling } from './judge-scaling.ts';
import { loaded, run, sampled, scaled } from './testing/recorded-runs.ts';
import { tracking } from './testing/recorded-scaling.ts';
import { at, measured } from './testing/test-times.ts';

const service = scaled({ policies: [tracking({}, measured('30*5'))] }, sampled({ '0:00': [2, 2] }, '5:00'));
const faults = (changes: Partial<RunRecord>) => judgeScaling(run('5:00', [service], changes)).faults;
const halfWay = { load: loaded({ '0:00': { rate: 1 } }, '2:30') };
const k6 = { version: '1.1.0', ended: 'died' } as const;

test('a test that k6 ended as planned has no fault', () => {
  expect(faults({})).toEqual([]);
});

test('k6 that dies half-way is a fault, with when, how and what it said last', () => {
  const lastLines = ['panic: out of memory', 'goroutine 1 [running].'];
  expect(faults({ ...halfWay, k6: { ...k6, exitCode: 107, lastLines } })).toEqual([
    'k6 died at 2:30 of 5:00, with exit code 107: panic: out of memory / goroutine 1 [running].',
  ]);
  expect(faults({ ...halfWay, k6 })).toEqual(['k6 died at 2:30 of 5:00, by a signal and said nothing.']);
  const ofWorker = ['worker 2 of 3 left no result; its task ended: Host EC2 terminated'];
  expect(faults({ ...halfWay, k6: { ...k6, lastLines: ofWorker }, workers: 3 })).toEqual([
    'k6 died at 2:30 of 5:00: worker 2 of 3 left no result; its task ended: Host EC2 terminated.',
  ]);
  expect(faults({ ...halfWay, k6: { ...k6, lastLines: [] } })).toEqual(faults({ ...halfWay, k6 }));
});

test('a test that k6 did not end is judged by what it has', () => {
  const { policies } = judgeScaling(run('5:00', [service], { ...halfWay, k6 }));
  expect(policies.map(({ outcome }) => outcome)).toEqual(['not-exercised']);
});

test('an interrupted test cannot pass', () => {
  expect(faults({ ...halfWay, k6: { version: '1.1.0', ended: 'interrupted' } })).toEqual([
    'The test was interrupted at 2:30 of 5:00: what it has until then is judged, but it cannot pass.',
  ]);
});

test('a test without a request is a fault', () => {
  expect(faults({ load: loaded({}, '5:00') })).toEqual(['There was no load: no request was made.']);
  const load = { startMs: at('0:00'), windowMs: 1000, windows: [] };
  expect(faults({ load })).toEqual(['There was no load: no request was made.']);
});

test('a time in which the environment did not answer is a fault from fifteen seconds on', () => {
  const gap = (to: string) => {
    const gaps = [{ fromMs: at('1:00'), toMs: at(to), reason: 'The request timed out.' }];
    return faults({ observed: { services: [service], gaps, clockAheadMs: 0 } });
  };
  expect(gap('1:15')).toEqual([
    'The environment could not be observed from 1:00 to 1:15: The request timed out.',
  ]);
  expect(gap('1:14')).toEqual([]);
});

test('what the observer could not read is a fault', () => {
  const missing = ['The last minute of metrics could not be read.'];
  expect(faults({ observed: { services: [service], gaps: [], clockAheadMs: 0, missing } })).toEqual(missing);
});

test('metrics without data are listed by their policies', () => {
  const policies = [
    tracking({}, []),
    tracking(
      { policyName: 'requests', disableScaleIn: true },
      [],
      {},
      { metricName: 'RequestCountPerTarget' },
    ),
    tracking({ policyName: 'memory' }, measured('10*5')),
  ];
  const blind = scaled({ policies }, sampled({ '0:00': [2, 2] }, '5:00'));
  expect(faults({ observed: { services: [blind], gaps: [], clockAheadMs: 0 } })).toEqual([
    'web has metrics without data: CPUUtilization of cpu and RequestCountPerTarget of requests.',
  ]);
});
