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

test('k6 that ended before its load began ended at its beginning', () => {
  const load = { startMs: at('0:00') - 2000, windowMs: 1000, windows: [] };
  expect(faults({ load, k6 })[0]).toBe('k6 died at 0:00 of 5:00, by a signal and said nothing.');
});

test.each([
  [
    { isScaleOutSuspended: true },
    ['The scale-out of web is suspended, so that its policies cannot act both ways.'],
  ],
  [
    { isScaleInSuspended: true },
    ['The scale-in of web is suspended, so that its policies cannot act both ways.'],
  ],
  [
    { isScaleOutSuspended: true, isScaleInSuspended: true },
    ['The scaling of web is suspended, so that its policies cannot act.'],
  ],
  [{}, []],
])('a service whose scaling is suspended is a fault, even if no policy had to act: %j', (suspended, said) => {
  const samples = sampled({ '0:00': [2, 2] }, '5:00');
  const held = scaled({ policies: [tracking({}, measured('30*5'))], ...suspended }, samples);
  expect(faults({ observed: { services: [held], gaps: [], clockAheadMs: 0 } })).toEqual(said);
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
    const gaps = [{ fromMs: at('1:00'), toMs: at(to), reason: 'No answer from 127.0.0.1 in time.' }];
    return faults({ observed: { services: [service], gaps, clockAheadMs: 0 } });
  };
  expect(gap('1:15')).toEqual([
    'The environment could not be observed from 1:00 to 1:15: No answer from 127.0.0.1 in time.',
  ]);
  expect(gap('1:14')).toEqual([]);
});

test('what the observer could not read is a fault: what a policy did then would be judged without it', () => {
  const said = (sentence: string) =>
    faults({ observed: { services: [service], gaps: [], clockAheadMs: 0, missing: [sentence] } });
  expect(said('The metrics of the last period were not complete after 7.5 s')).toEqual([
    'The metrics of the last period were not complete after 7.5 s.',
  ]);
  expect(said('Which services are scaled could not be read: not allowed.')).toEqual([
    'Which services are scaled could not be read: not allowed.',
  ]);
});

test('failed checks that belong to no request are a fault: no threshold sees them', () => {
  const load = loaded({ '0:00': { rate: 1 } }, '5:00');
  const why = (whose: string) =>
    `to no request of ${whose} step, so that more answers were wrong than are counted: the names of steps in a journey do not fit.`;
  expect(faults({ load: { ...load, unmatchedChecks: 3 } })).toEqual([
    `3 failed checks belong ${why('their')}`,
  ]);
  expect(faults({ load: { ...load, unmatchedChecks: 1 } })).toEqual([`1 failed check belongs ${why('its')}`]);
  expect(faults({ load: { ...load, unmatchedChecks: 0 } })).toEqual([]);
});

test('a metric of which one alarm has values is not without data', () => {
  const { high, ...policy } = tracking({}, measured('30*5'));
  const half = { ...policy, high, low: { ...high, values: [] } };
  const blind = scaled({ policies: [half] }, sampled({ '0:00': [2, 2] }, '5:00'));
  expect(faults({ observed: { services: [blind], gaps: [], clockAheadMs: 0 } })).toEqual([]);
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
