import { expect, test } from 'vitest';
import { recordedRun, startMs, stepOf, windowOf } from '../thresholds/testing/recorded-run.ts';
import { mixedVerdict } from './testing/run-verdict.ts';
import { verdictDocument, verdictSchema } from './verdict-document.ts';

const record = recordedRun([
  {
    ...windowOf({ 'browse: home': [1, 2] }),
    droppedIterations: 3,
    steps: { 'cart: add': stepOf([1, 2, 3], { failures: { 502: 2 }, wrong: 1 }) },
  },
]);

test('verdict.json has the verdict, the run and its load', () => {
  const { policies, findings, thresholds, ...others } = verdictDocument(mixedVerdict, record);
  expect({ policies, findings, thresholds }).toEqual({
    policies: mixedVerdict.policies,
    findings: mixedVerdict.findings,
    thresholds: mixedVerdict.thresholds,
  });
  expect(others).toEqual({
    version: 1,
    outcome: 'failed',
    faults: [],
    scenario: 'spike',
    environment: 'local',
    timeScale: 1,
    startMs,
    endMs: startMs + 1000,
    k6: { version: '1.1.0', ended: 'completed' },
    load: {
      requests: 3,
      errors: { 502: 2, 'wrong content': 1 },
      plannedIterations: 4,
      droppedIterations: 3,
    },
  });
});

test('verdict.json is read again as it was written, and without what a later version added', () => {
  const document = verdictDocument(mixedVerdict, record);
  const text = JSON.stringify({ ...document, added: true });
  expect(verdictSchema.parse(JSON.parse(text))).toEqual(document);
});

test('another version of verdict.json is not taken for this one', () => {
  const document = { ...verdictDocument(mixedVerdict, record), version: 2 };
  expect(verdictSchema.safeParse(document).success).toBe(false);
});
