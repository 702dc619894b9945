import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordedRun } from '../thresholds/testing/recorded-run.ts';
import { junitReport } from './junit-report.ts';
import { runVerdict } from './run-verdict.ts';
import { mixedVerdict } from './testing/run-verdict.ts';

const { policies, thresholds, findings } = mixedVerdict;
const [passed, failed, idle, held] = policies;

test('a policy that was not exercised or could not act does not fail a run', () => {
  const parts = {
    faults: [],
    findings: [],
    thresholds: [],
    policies: [passed, idle, held].flatMap((each) => each ?? []),
  };
  expect(runVerdict(parts)).toEqual({ outcome: 'passed', ...parts });
  expect(runVerdict({ ...parts, policies: [failed ?? []].flat() }).outcome).toBe('failed');
});

test('a run that nothing judged fails', () => {
  const { outcome, faults } = runVerdict({ faults: [], findings: [], thresholds: [], policies: [] });
  expect([outcome, faults]).toEqual([
    'failed',
    ['There is nothing to judge the run by: it has no policies and no thresholds.'],
  ]);
});

test('a run fails exactly where its JUnit report has a failure', () => {
  const parts = fc.record({
    faults: fc.subarray(['k6 died.']),
    policies: fc.subarray([...policies]),
    thresholds: fc.subarray([...thresholds]),
    findings: fc.subarray([...findings]),
  });
  fc.assert(
    fc.property(parts, (each) => {
      const verdict = runVerdict(each);
      expect(junitReport(verdict, recordedRun([])).includes('<failure')).toBe(verdict.outcome === 'failed');
    }),
  );
});
