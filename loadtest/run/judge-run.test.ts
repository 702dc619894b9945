import { expect, test } from 'vitest';
import type { ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { parseThreshold } from '../thresholds/parse-threshold.ts';
import { type Counts, loaded, run, sampled, scaled } from '../verdict/testing/recorded-runs.ts';
import { setDesired, tracking } from '../verdict/testing/recorded-scaling.ts';
import { at, measured } from '../verdict/testing/test-times.ts';
import { judgeRun } from './judge-run.ts';

const until = '31:00';
const thresholds = [parseThreshold('errors < 1%', 'a test')];
const healthy = { healthyTargets: 10 };

/** Out at 5:05 under more load, and in at 26:05 under less: a test that passes. */
const values = '30*2 90*3 85 65*4 20*21';
const states = {
  high: { '5:05': 'ALARM', '8:05': 'OK' },
  low: { '25:05': 'ALARM' },
} as const;
const out = setDesired(3, 'cpu', '5:05', '5:40');
const back = setDesired(2, 'cpu', '25:06', '25:10');
const good: Partial<ScalingRecord> = {
  policies: [tracking({}, measured(values), states)],
  activities: [back, out],
};
const counts: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3], '25:06': [2, 2] };
const samples = sampled(counts, until, healthy);
const day = { '0:00': { rate: 1 }, '2:00': { rate: 10 }, '10:00': { rate: 2 } };

interface Timeline {
  readonly scaling?: Partial<ScalingRecord>;
  readonly counts?: Counts;
  readonly samples?: readonly ServiceSample[];
  readonly changes?: Partial<RunRecord>;
  readonly gaps?: RunRecord['observed']['gaps'];
}

/** The outcome of a run, and all parts of it that are not as in the good one. */
function judged({ scaling, counts: other, samples: given, changes, gaps = [] }: Timeline = {}) {
  const seen = given ?? (other === undefined ? samples : sampled(other, until, healthy));
  const services = [scaled({ ...good, ...scaling }, seen)];
  const record = run(until, services, {
    ...{ load: loaded(day, until), observed: { services, gaps, clockAheadMs: 0 } },
    ...changes,
  });
  const { outcome, faults, policies, findings, thresholds: kept } = judgeRun(record, thresholds, []);
  return {
    outcome,
    policies: policies.map((policy) => `${policy.policyName} ${policy.outcome}`),
    others: [
      ...faults.map((fault) => `fault: ${fault}`),
      ...findings.map(({ kind }) => kind),
      ...kept.filter((threshold) => threshold.outcome === 'failed').map(({ title }) => title),
    ],
  };
}

const passed = { outcome: 'passed', policies: ['cpu passed'], others: [] };
const requests = (text: string, of: Parameters<typeof tracking>[2] = {}) =>
  tracking({ policyName: 'requests', targetValue: 1000 }, measured(text), of, { metricName: 'Requests' });

test('a run in which the policy acts in time passes', () => {
  expect(judged()).toEqual(passed);
});

test('a policy that acts late fails the run', () => {
  const late = (time: string, ran: string) =>
    judged({
      scaling: { activities: [back, setDesired(3, 'cpu', time, ran)] },
      counts: { '0:00': [2, 2], [time]: [3, 2], [ran]: [3, 3], '25:06': [2, 2] },
    });
  expect(late('7:15', '7:40')).toEqual(passed);
  expect(late('7:16', '7:40')).toEqual({ outcome: 'failed', policies: ['cpu failed'], others: [] });
});

test('a policy that never acts fails the run', () => {
  const scaling = { policies: [tracking({}, measured('30*2 90*6 65*23'))], activities: [] };
  expect(judged({ scaling, counts: { '0:00': [2, 2] } })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu failed'], others: [] },
  });
});

test('a service that flaps fails the run, although its policy did what its metric called for', () => {
  const load = loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 } }, until);
  expect(judged({ changes: { load } })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu passed'], others: ['flapped'] },
  });
});

test('a policy that another one masks does not fail the run', () => {
  const policies = [
    tracking({}, measured(values), { low: states.low }),
    requests('300*2 2000*3 1800 950*4 400*21', states),
  ];
  const activities = [setDesired(2, 'requests', '25:06', '25:10'), setDesired(4, 'requests', '5:05', '5:40')];
  const seen: Counts = { '0:00': [2, 2], '5:05': [4, 2], '5:40': [4, 4], '25:06': [2, 2] };
  expect(judged({ scaling: { policies, activities }, counts: seen })).toEqual({
    ...{ outcome: 'passed', policies: ['cpu could-not-act', 'requests passed'], others: [] },
  });
});

test('a policy that the guard against flapping holds does not fail the run', () => {
  const held = { policies: [tracking({}, measured('62*31'))], activities: [], minCapacity: 1 };
  const busy = loaded({ '0:00': { rate: 5 } }, until);
  expect(judged({ scaling: held, counts: { '0:00': [2, 2] }, changes: { load: busy } })).toEqual({
    ...{ outcome: 'passed', policies: ['cpu could-not-act'], others: [] },
  });
});

test('a service that can never come back fails the run, though nothing else is wrong', () => {
  const stuck = {
    policies: [tracking({}, measured('30*2 90*3 85 60*25'), { high: states.high })],
    activities: [out],
  };
  const { '25:06': _, ...never } = counts;
  const load = loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 }, '8:00': { rate: 0 } }, until);
  expect(judged({ scaling: stuck, counts: never, changes: { load } })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu passed'], others: ['never-came-back'] },
  });
});

test('a service without samples fails the run, whatever its activities tell', () => {
  expect(judged({ samples: [] })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu passed'] },
    others: ['fault: web was never observed: there are no samples of its tasks.'],
  });
});

test('a metric without data fails the run, which cannot tell what its policy had to do', () => {
  const scaling = { policies: [tracking({}, [])], activities: [] };
  expect(judged({ scaling, counts: { '0:00': [2, 2] } })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu could-not-act'] },
    others: ['fault: web has metrics without data: CPUUtilization of cpu.'],
  });
});

test('k6 that dies half-way fails the run, in which nothing else is wrong', () => {
  const load = loaded(day, '15:30');
  const k6 = { version: '1.1.0', ended: 'died', exitCode: 107 } as const;
  expect(judged({ changes: { load, k6 } })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu passed'] },
    others: ['fault: k6 died at 15:30 of 31:00, with exit code 107 and said nothing.'],
  });
});

test('an AWS endpoint that is gone for a minute fails the run, and takes no other part with it', () => {
  const gaps = [{ fromMs: at('5:00'), toMs: at('6:00'), reason: 'connect ECONNREFUSED' }];
  const seen = samples.filter(({ atMs }) => atMs < at('5:00') || atMs > at('6:00'));
  expect(judged({ gaps, samples: seen })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu passed'] },
    others: ['fault: The environment could not be observed from 5:00 to 6:00: connect ECONNREFUSED.'],
  });
});

test('metrics that the observer could not read fail the run', () => {
  const services = [scaled(good, samples)];
  const missing = ['The metrics of the last period were not complete after 30 s'];
  expect(judged({ changes: { observed: { services, gaps: [], clockAheadMs: 0, missing } } })).toEqual({
    ...{ outcome: 'failed', policies: ['cpu passed'] },
    others: ['fault: The metrics of the last period were not complete after 30 s.'],
  });
});

test('failed checks that belong to no request fail the run, though no threshold sees them', () => {
  const load = { ...loaded(day, until), unmatchedChecks: 2 };
  expect(judged({ changes: { load } })).toMatchObject({
    ...{ outcome: 'failed', others: [expect.stringMatching(/^fault: 2 failed checks belong to no request/)] },
  });
});
