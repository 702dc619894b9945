import { expect, test } from 'vitest';
import type { NightlyScenario } from '../../loadtest/nightly/run-nightly.ts';
import type { PolicyVerdict, RunVerdict } from '../../loadtest/verdict/verdict.ts';
import { nightlyText } from './nightly-text.ts';

const policy = (policyName: string, observed: PolicyVerdict['observed']): PolicyVerdict => ({
  ...{ service: 'web', policyName, outcome: 'passed', sentence: 'It did.', expected: [], observed },
});
const verdict = (policies: readonly PolicyVerdict[]): RunVerdict => ({
  ...{ outcome: 'passed', faults: [], findings: [], thresholds: [], policies },
});
const passed = (scenario: string, policies: readonly PolicyVerdict[]): NightlyScenario => ({
  ...{ scenario, outcome: 'passed', reasons: [], verdict: verdict(policies) },
});
const out = { direction: 'out', from: 2, to: 3, activityAtMs: 0 } as const;

test('a night says of each scenario what became of it, and which policies acted', () => {
  const scenarios: readonly NightlyScenario[] = [
    passed('average', [policy('cpu', []), policy('memory', [])]),
    passed('spike', [policy('cpu', [out]), policy('memory', []), policy('requests', [out])]),
    { scenario: 'soak', outcome: 'not-run', reasons: ['Not run to its end: k6 cannot be found.'] },
  ];
  expect(nightlyText({ outcome: 'failed', scenarios })).toBe(`average: passed.
There is no earlier night to compare with.
No scaling policy acted.

spike: passed.
There is no earlier night to compare with.
Scaling policies that acted: cpu of web, requests of web.

soak: not run.
Not run to its end: k6 cannot be found.

The night failed.
`);
});
